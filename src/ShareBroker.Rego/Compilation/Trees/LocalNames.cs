using System.Collections.Concurrent;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>Makes variable names that no text uses, and remembers what was written for them.</summary>
internal sealed class LocalNames
{
    // More names than one module makes.
    private const long PartSize = 10_000_000;

    private readonly string _prefix;
    private readonly IReadOnlySet<string> _taken;
    private readonly ConcurrentDictionary<string, string> _written;
    private long _next;

    public LocalNames(string prefix, IReadOnlySet<string> taken)
        : this(prefix, taken, 0, new(StringComparer.Ordinal))
    {
    }

    private LocalNames(string prefix, IReadOnlySet<string> taken, long first, ConcurrentDictionary<string, string> written)
    {
        _prefix = prefix;
        _taken = taken;
        _next = first;
        _written = written;
    }

    /// <summary>Generated names that stand for written ones.</summary>
    public IReadOnlyDictionary<string, string> Written => _written;

    /// <summary>Names for one of several modules, apart from those of the others whatever thread asks; written ones are
    /// remembered together.</summary>
    public LocalNames Part(int index) => new(_prefix, _taken, index * PartSize, _written);

    public string Next()
    {
        while (true)
        {
            var name = $"{_prefix}{_next++}__";
            if (!_taken.Contains(name))
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
