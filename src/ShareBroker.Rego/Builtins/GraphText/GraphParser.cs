using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>What both kinds of GraphQL documents share: one token of look-ahead, names, values, types, arguments, directives.</summary>
internal abstract class GraphParser
{
    private const int DepthMax = 200;

    private readonly BuiltinContext _context;
    private readonly GraphLexer _lexer;
    private readonly Dictionary<RegoObject, (int Line, int Column)> _places = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    protected GraphParser(string source, BuiltinContext context)
    {
        context.Charge(source.Length * 8L);
        _context = context;
        _lexer = new GraphLexer(source, context);
        Peek = _lexer.Next();
    }

    /// <summary>The token ahead.</summary>
    protected GraphToken Peek { get; private set; }

    protected GraphDocument Document(RegoObject tree) => new(tree, _places);

    /// <summary>Notes where a node stands.</summary>
    protected RegoObject At(GraphToken place, RegoObject node)
    {
        _context.Meter.Allocate(48);
        _places[node] = (place.Line, place.Column);
        return node;
    }

    /// <summary>Notes where a node stands that follows its first token.</summary>
    protected RegoObject At(GraphToken place, GraphNode node) => At(place, node.Build());

    protected bool AtEnd => Peek.Kind == GraphToken.End;

    protected GraphToken Next()
    {
        // A token becomes a member or a node.
        _context.Meter.Allocate(160);
        var taken = Peek;
        Peek = _lexer.Next();
        return taken;
    }

    protected bool Skip(string kind)
    {
        var found = Peek.Kind == kind;
        if (found)
        {
            Next();
        }

        return found;
    }

    protected GraphToken Expect(string kind) => Peek.Kind == kind ? Next() : throw Expected(kind);

    protected void ExpectWord(string word)
    {
        if (!Peek.IsName(word))
        {
            throw Fault($"Expected \"{word}\", found {Peek}", Peek);
        }

        Next();
    }

    protected string Name() => Expect(GraphToken.Name).Value;

    protected BuiltinException Expected(string kind) => Fault($"Expected {kind}, found {Peek.Kind}", Peek);

    protected static BuiltinException Unexpected(GraphToken token) => Fault($"Unexpected {token}", token);

    /// <summary>Members between two marks; none at all when the first mark is missing.</summary>
    protected List<RegoValue> Between(string open, string close, Func<RegoValue> member, bool atLeastOne = true)
    {
        var members = new List<RegoValue>();
        if (!Skip(open))
        {
            return members;
        }

        while (Peek.Kind != close)
        {
            members.Add(member());
        }

        if (atLeastOne && members.Count == 0)
        {
            throw Fault($"expected at least one definition, found {Peek.Kind}", Peek);
        }

        Next();
        return members;
    }

    /// <summary>Runs a production that may contain itself, no deeper than a policy can use.</summary>
    protected RegoValue Nested(Func<RegoValue> production)
    {
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"GraphQL text nests deeper than {DepthMax} levels");
        }

        var result = production();
        _depth--;
        return result;
    }

    protected string OperationType()
    {
        var token = Expect(GraphToken.Name);
        return token.Value is "query" or "mutation" or "subscription" ? token.Value : throw Unexpected(token);
    }

    protected RegoValue Type() => Nested(() =>
    {
        var node = new GraphNode();
        if (Skip("["))
        {
            node.With("Elem", Type()).With("NamedType", string.Empty);
            Expect("]");
        }
        else
        {
            node.With("NamedType", Name());
        }

        return node.With("NonNull", Skip("!")).Build();
    });

    protected List<RegoValue> Directives(bool constant)
    {
        var found = new List<RegoValue>();
        while (Skip("@"))
        {
            var (place, name) = (Peek, Name());
            found.Add(At(place, new GraphNode().With("Name", name).With("Location", string.Empty).With("Arguments", Arguments(constant))));
        }

        return found;
    }

    protected List<RegoValue> Arguments(bool constant) => Between("(", ")", () => Member(constant), atLeastOne: false);

    protected RegoValue Value(bool constant) => Nested(() =>
    {
        var token = Peek;
        switch (token.Kind)
        {
            case "[":
                var items = Between(
                    "[", "]", () => new GraphNode().With("Name", string.Empty).With("Value", Value(constant)).Build(), atLeastOne: false);
                return At(token, Literal(8, string.Empty).With("Children", items));
            case "{":
                var members = Between("{", "}", () => Member(constant), atLeastOne: false);
                return At(token, Literal(9, string.Empty).With("Children", members));
            case "$" when !constant:
                Next();
                return At(token, Literal(0, Name()));
        }

        var kind = token.Kind switch
        {
            GraphToken.Integer => 1,
            GraphToken.Float => 2,
            GraphToken.Text => 3,
            GraphToken.Block => 4,
            GraphToken.Name => token.Value is "true" or "false" ? 5 : token.Value == "null" ? 6 : 7,
            _ => throw Unexpected(token),
        };
        Next();
        return At(token, Literal(kind, token.Value));
    });

    // Policies in the older language see trees without the last member, as then.
    private GraphNode Literal(int kind, string raw)
    {
        var node = new GraphNode().With("Kind", RegoNumber.Of(kind)).With("Raw", raw);
        return _context.IsOlderLanguage ? node : node.With("ExpectedTypeHasDefault", flag: false);
    }

    private static BuiltinException Fault(string message, GraphToken at) =>
        BuiltinException.Failed($"{message} in GraphQL string at location {at.Line}:{at.Column}");

    private RegoValue Member(bool constant)
    {
        var (place, name) = (Peek, Name());
        Expect(":");
        return At(place, new GraphNode().With("Name", name).With("Value", Value(constant)));
    }
}
