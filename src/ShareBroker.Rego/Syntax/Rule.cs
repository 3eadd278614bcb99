using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>
/// One definition. Several definitions may share a path. <c>p if { a } { b }</c> gives two rules; <c>else</c> hangs below the rule it
/// follows.
/// </summary>
internal sealed record Rule(Location Location, Head Head, Body Body)
{
    public bool IsDefault { get; init; }

    /// <summary>Written as nothing but a call, so that only its name tells it from a claim that stands in no rule.</summary>
    public bool IsBareCall { get; init; }

    /// <summary>What is tried when the body is undefined; its head has the same path and arguments.</summary>
    public Rule? Else { get; init; }

    /// <summary>The rule and what hangs below it, in their order.</summary>
    public IEnumerable<Rule> Branches()
    {
        for (var branch = this; branch is not null; branch = branch.Else)
        {
            yield return branch;
        }
    }
}
