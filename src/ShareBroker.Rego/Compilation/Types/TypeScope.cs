using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>The types of variables in a body and the bodies around it, over the types of documents and functions.</summary>
internal sealed class TypeScope(TypeScope? outer, TypeNode documents, BuiltinTable builtins, GivenTypes? given = null)
{
    private readonly Dictionary<string, RegoType?> _variables = new(StringComparer.Ordinal);

    public TypeNode Documents => documents;

    /// <summary>What schemas say; null when they say nothing.</summary>
    public GivenTypes? Given => given;

    public TypeScope Inner() => new(this, documents, builtins, given);

    /// <summary>The type of a variable; one that is named like a builtin and declared nowhere is that function, which no value
    /// matches.</summary>
    public RegoType? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out var type))
            {
                return type;
            }
        }

        return builtins.TypeOf(name);
    }

    private TypeScope? Outer => outer;

    public void Put(string name, RegoType? type) => _variables[name] = type;

    /// <summary>The type of a function by its name; null when it has none yet.</summary>
    public RegoType? Function(Term function)
    {
        if (function is Term.Ref { Head: Term.Var { Name: "data" } } reference)
        {
            return OfDocument(reference.Operands);
        }

        return builtins.TypeOf(TermPrinter.Of(function));
    }

    /// <summary>The type of a reference; null when nothing can be there.</summary>
    public RegoType? OfRef(Term.Ref reference) => reference.Head switch
    {
        Term.Var { Name: "data" or "input" } when given?.Find(reference) is { } known => Select(known.Type, reference.Operands, known.At),
        Term.Var { Name: "data" } => OfDocument(reference.Operands),
        Term.Var { Name: "input" } => Types.Anything,
        Term.Var head => Select(Find(head.Name), reference.Operands, 0),
        _ => Types.Anything,
    };

    private RegoType? OfDocument(IReadOnlyList<Term> operands)
    {
        var node = documents;
        for (var i = 0; i < operands.Count; i++)
        {
            var child = operands[i] is Term.Constant constant ? node.Children.GetValueOrDefault(constant.Value) : null;
            if (node.Type is not null && child is null)
            {
                return Select(node.Type, operands, i);
            }

            if (operands[i] is not Term.Constant)
            {
                return Select(node.Extent(), operands, i);
            }

            if (child is null)
            {
                return Types.Anything;
            }

            node = child;
        }

        return node.Extent();
    }

    private static RegoType? Select(RegoType? type, IReadOnlyList<Term> operands, int at)
    {
        for (; at < operands.Count && type is not null; at++)
        {
            type = operands[at] is Term.Constant constant ? Types.Select(type, constant.Value) : Types.Values(type);
        }

        return type;
    }
}
