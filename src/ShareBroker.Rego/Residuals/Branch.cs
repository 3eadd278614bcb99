using System.Collections.Immutable;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Residuals;

/// <summary>One way in which a body may still hold: what its variables are bound to, and the expressions that only the unknown can
/// decide. Immutable.</summary>
internal sealed record Branch
{
    private Local? _locals;
    private Kept? _kept;

    public static Branch Start { get; } = new();

    public Facts Facts { get; init; } = Facts.None;

    // Variables that go through the members of something unknown, since the rule began.
    private ImmutableList<string> Opened { get; init; } = [];

    // The newest binding first; bodies have few variables.
    private sealed record Local(string Name, Term Value, Local? Older);

    private sealed record Kept(Expr Expr, Kept? Older);

    /// <summary>What a variable of the running body stands for; null while it is not bound.</summary>
    public Term? Find(string name)
    {
        for (var local = _locals; local is not null; local = local.Older)
        {
            if (local.Name.Equals(name, StringComparison.Ordinal))
            {
                return Resolve(local.Value);
            }
        }

        return null;
    }

    public Branch Bind(string name, Term value) => this with { _locals = new Local(name, value, _locals) };

    public Branch Keep(Expr expr) => this with { _kept = new Kept(expr, _kept) };

    /// <summary>Whether nothing is left for the unknown to decide.</summary>
    public bool IsCertain => _kept is null;

    /// <summary>What is left to decide, in the order in which it was found.</summary>
    public List<Expr> Residue()
    {
        var exprs = new List<Expr>();
        for (var kept = _kept; kept is not null; kept = kept.Older)
        {
            exprs.Add(kept.Expr);
        }

        exprs.Reverse();
        return exprs;
    }

    /// <summary>This branch at the start of a rule's body, whose variables are its own.</summary>
    public Branch Enter() => this with { _locals = null, Opened = [] };

    /// <summary>What a rule's body came to, back among the caller's variables.</summary>
    public Branch Leave(Branch caller) => this with { _locals = caller._locals,
        Opened = caller.Opened.AddRange(Opened.Except(caller.Opened, StringComparer.Ordinal)) };

    /// <summary>Tells that a variable goes through members of something unknown.</summary>
    public Branch Open(Term.Var variable) => this with { Opened = Opened.Add(variable.Name) };

    /// <summary>Whether what the rule gives may be there several times, in different forms, for one value of the key.</summary>
    public bool MayRepeat(Term? key)
    {
        if (Opened.IsEmpty)
        {
            return false;
        }

        var told = Vars.Of(key);
        return Opened.Exists(name => !told.Contains(name) && !Facts.Values.ContainsKey(name));
    }

    /// <summary>This branch with nothing left to decide, for what is asked beside it.</summary>
    public Branch Aside() => this with { _kept = null };

    /// <summary>A value with everything learnt since put in.</summary>
    public Term Resolve(Term value) => value is Term.Constant || Facts.Values.Count == 0
        ? value
        : Ground.Map(value, name => Facts.Values.TryGetValue(name, out var known) ? Ground.Known(known) : null);

    /// <summary>What a pattern stands for; null while it holds a variable that is not bound.</summary>
    public Term? ValueOf(Term pattern)
    {
        switch (pattern)
        {
            case Term.Constant:
                return pattern;
            case Term.Var variable:
                return Find(variable.Name);
            case Term.Array array:
                return All(array.Items) is { } items ? Ground.Array(items) : null;
            case Term.Set set:
                return All(set.Items) is { } members ? Ground.Set(members) : null;
            case Term.Object entries:
                return All([.. entries.Entries.SelectMany(static e => new[] { e.Key, e.Value })]) is { } parts
                    ? Ground.Object([.. parts.Chunk(2).Select(static pair => new ObjectEntry(pair[0], pair[1]))])
                    : null;
            default:
                return null;
        }
    }

    private Term[]? All(IReadOnlyList<Term> patterns)
    {
        var values = new Term[patterns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (ValueOf(patterns[i]) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }
}
