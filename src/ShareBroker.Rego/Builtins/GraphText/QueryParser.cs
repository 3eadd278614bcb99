using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Reads an executable document (October 2021, §2): operations and fragments.</summary>
internal sealed class QueryParser(string source, BuiltinContext context) : GraphParser(source, context)
{
    public GraphDocument Read()
    {
        var (operations, fragments) = (new List<RegoValue>(), new List<RegoValue>());
        while (!AtEnd)
        {
            if (Peek.Kind == "{" || Peek is { Kind: GraphToken.Name, Value: "query" or "mutation" or "subscription" })
            {
                operations.Add(At(Peek, Operation()));
            }
            else
            {
                fragments.Add(Peek.IsName("fragment") ? At(Peek, Fragment()) : throw Unexpected(Peek));
            }
        }

        return Document(new GraphNode().With("Operations", operations).With("Fragments", fragments).Build());
    }

    private RegoObject Operation()
    {
        var node = new GraphNode();
        if (Peek.Kind == "{")
        {
            return node.With("Name", string.Empty).With("Operation", "query").With("SelectionSet", Selections()).Build();
        }

        return node.With("Operation", OperationType())
            .With("Name", Peek.Kind == GraphToken.Name ? Next().Value : string.Empty)
            .With("VariableDefinitions", Variables())
            .With("Directives", Directives(constant: false))
            .With("SelectionSet", Selections())
            .Build();
    }

    private List<RegoValue> Variables() => Between("(", ")", Variable, atLeastOne: false);

    private RegoObject Variable()
    {
        var place = Expect("$");
        var node = new GraphNode().With("Variable", Name()).With("Used", false);
        Expect(":");
        return At(place, node.With("Type", Type())
            .With("DefaultValue", Skip("=") ? Value(constant: true) : null)
            .With("Directives", Directives(constant: false)));
    }

    private List<RegoValue> Selections() => Peek.Kind == "{" ? Between("{", "}", () => Nested(Selection)) : throw Expected("{");

    private RegoValue Selection() => Skip("...") ? Spread() : Field();

    private RegoObject Field()
    {
        var (node, place, alias) = (new GraphNode(), Peek, Name());
        return At(place, node.With("Alias", alias)
            .With("Name", Skip(":") ? Name() : alias)
            .With("Arguments", Arguments(constant: false))
            .With("Directives", Directives(constant: false))
            .With("SelectionSet", Peek.Kind == "{" ? Selections() : []));
    }

    private RegoObject Spread()
    {
        var (node, place) = (new GraphNode(), Peek);
        if (place.Kind == GraphToken.Name && place.Value != "on")
        {
            return At(place, node.With("Name", Name()).With("Directives", Directives(constant: false)));
        }

        return At(place, node.With("TypeCondition", Skip(GraphToken.Name) ? Name() : string.Empty)
            .With("Directives", Directives(constant: false))
            .With("SelectionSet", Selections()));
    }

    private RegoObject Fragment()
    {
        ExpectWord("fragment");
        var name = Peek.IsName("on") ? throw Unexpected(Peek) : Name();
        var node = new GraphNode().With("Name", name).With("VariableDefinition", Variables());
        ExpectWord("on");
        return node.With("TypeCondition", Name())
            .With("Directives", Directives(constant: false))
            .With("SelectionSet", Selections())
            .Build();
    }
}
