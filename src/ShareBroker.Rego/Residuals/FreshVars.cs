using System.Globalization;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Residuals;

/// <summary>Makes the variables that stand for the unknown. Their names are those of compiled variables, so that a result that is queried
/// again does not report them.</summary>
internal sealed class FreshVars(string prefix)
{
    /// <summary>How many there are; a mark for <see cref="IsOlder"/>.</summary>
    public int Count { get; private set; }

    public string Prefix => prefix;

    /// <summary>A beginning of names that no variable of the policy or the query has.</summary>
    public static string PrefixFor(CompiledPolicy policy, CompiledQuery query)
    {
        var taken = Vars.New();
        foreach (var rule in policy.Modules.SelectMany(static module => module.Rules))
        {
            LocalNames.Gather(rule, taken);
        }

        LocalNames.Gather(query.Body, taken);
        var prefix = "__localp";
        while (taken.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "p";
        }

        return prefix;
    }

    public Term.Var Next() => new(Location.None, Name(Count++));

    public string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}__");

    public bool IsOne(string name) => name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Whether the variable was made before the mark.</summary>
    public bool IsOlder(string name, int mark) =>
        IsOne(name) && int.Parse(name.AsSpan(prefix.Length, name.Length - prefix.Length - 2), CultureInfo.InvariantCulture) < mark;
}
