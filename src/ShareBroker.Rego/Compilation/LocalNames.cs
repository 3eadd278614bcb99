using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>Makes variable names that no text uses, and remembers what was written for them.</summary>
internal sealed class LocalNames(string prefix, IReadOnlySet<string> taken)
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>Generated names that stand for written ones.</summary>
    public IReadOnlyDictionary<string, string> Written => _written;

    public string Next()
    {
        while (true)
        {
            var name = $"{prefix}{_next++}__";
            if (!taken.Contains(name))
            {
                return name;
            }
        }
    }

    public Term.Var NextVar(Location location) => new(location, Next());

    public string NextFor(string written)
    {
        var name = Next();
        _written[name] = written;
        return name;
    }

    /// <summary>What messages call a variable.</summary>
    public string WrittenFor(string name) => _written.GetValueOrDefault(name, name);

    /// <summary>The names in a text that look like generated ones.</summary>
    public static void Gather(Body body, HashSet<string> taken) => TreeWalk.Terms(body, term => Keep(term, taken));

    /// <summary>The names in a rule that look like generated ones, its else branches included.</summary>
    public static void Gather(Rule? rule, HashSet<string> taken)
    {
        for (; rule is not null; rule = rule.Else)
        {
            TreeWalk.Terms(rule, term => Keep(term, taken));
        }
    }

    private static bool Keep(Term term, HashSet<string> taken)
    {
        if (term is Term.Var { IsGenerated: true } variable)
        {
            taken.Add(variable.Name);
        }

        return false;
    }
}
