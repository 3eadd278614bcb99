using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>
/// The variables of one body and what they are bound to: terms that belong to these or to other bindings. A search binds and unbinds
/// like a stack.
/// </summary>
internal sealed class Bindings
{
    private readonly Dictionary<string, (Term Term, Bindings Home)> _bound = new(StringComparer.Ordinal);

    /// <summary>What a term stands for, following variables as far as they are bound.</summary>
    public (Term Term, Bindings Home) Apply(Term term)
    {
        var home = this;
        while (term is Term.Var variable && home._bound.TryGetValue(variable.Name, out var next))
        {
            (term, home) = next;
        }

        return (term, home);
    }

    public void Bind(Term.Var variable, Term term, Bindings home) => _bound[variable.Name] = (term, home);

    public void Unbind(Term.Var variable) => _bound.Remove(variable.Name);

    /// <summary>The value of a term, or null while a variable in it is free or something in it would have to be evaluated.</summary>
    public RegoValue? Ground(Term term) => Ground(term, null);

    /// <summary>The values of terms, or null when one has none yet.</summary>
    public RegoValue[]? Ground(IReadOnlyList<Term> terms) => Ground(terms, null);

    /// <summary>The variables that have values, with them. What one holds of another is made once.</summary>
    public IReadOnlyDictionary<string, RegoValue> Snapshot()
    {
        var values = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        var known = new Dictionary<(Bindings Home, string Name), RegoValue?>();
        foreach (var (name, (term, home)) in _bound)
        {
            if (home.Ground(term, known) is { } value)
            {
                values[name] = value;
            }
        }

        return values;
    }

    public static Term.Constant Constant(RegoValue value) => new(Location.None, value);

    private RegoValue? Ground(Term term, Dictionary<(Bindings Home, string Name), RegoValue?>? known)
    {
        if (known is null || term is not Term.Var variable)
        {
            return Make(term, known);
        }

        if (!known.TryGetValue((this, variable.Name), out var value))
        {
            known[(this, variable.Name)] = value = Make(term, known);
        }

        return value;
    }

    private RegoValue? Make(Term term, Dictionary<(Bindings Home, string Name), RegoValue?>? known)
    {
        var (bound, home) = Apply(term);
        switch (bound)
        {
            case Term.Constant constant:
                return constant.Value;
            case Term.Array array:
                return home.Ground(array.Items, known) is { } items ? RegoArray.Adopt(items) : null;
            case Term.Set set:
                return home.Ground(set.Items, known) is { } members ? RegoSet.Of(members) : null;
            case Term.Object obj:
                return home.Ground(obj, known);
            default:
                return null;
        }
    }

    private RegoValue[]? Ground(IReadOnlyList<Term> terms, Dictionary<(Bindings Home, string Name), RegoValue?>? known)
    {
        var values = new RegoValue[terms.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Ground(terms[i], known) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }

    private RegoObject? Ground(Term.Object obj, Dictionary<(Bindings Home, string Name), RegoValue?>? known)
    {
        var entries = new RegoObject.Builder(obj.Entries.Count);
        foreach (var entry in EntryOrder.Of(obj))
        {
            if (Ground(entry.Key, known) is not { } key || Ground(entry.Value, known) is not { } value)
            {
                return null;
            }

            entries.Set(key, value);
        }

        return entries.Build();
    }
}
