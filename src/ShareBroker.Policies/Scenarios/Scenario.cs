using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Scenarios;

/// <summary>One case of a scenario file: an input and what must come of it.</summary>
/// <param name="Id">Id, unique among all scenarios.</param>
/// <param name="Title">One line.</param>
/// <param name="Input">The input as the file has it.</param>
/// <param name="Expectation">What must come of it.</param>
public sealed record Scenario(string Id, string Title, RegoObject Input, ScenarioExpectation Expectation)
{
    /// <summary>Paths that the input asks for; empty where the input is not of the contract's shape.</summary>
    public IReadOnlyList<string> RequestedPaths => RequestedPathsOf(Input);

    /// <summary>Regime that the input names; empty where it names none.</summary>
    public string Regime => Member(Member(Input, "request"), "regime") is RegoString regime ? regime.Value : "";

    /// <summary>Paths that an input of any shape asks for.</summary>
    /// <param name="input">The input.</param>
    public static IReadOnlyList<string> RequestedPathsOf(RegoValue input)
    {
        if (Member(Member(input, "request"), "fields") is not RegoArray fields)
        {
            return [];
        }

        var paths = new List<string>();
        foreach (var field in fields.Items)
        {
            if (Member(field, "path") is RegoString path && !paths.Contains(path.Value, StringComparer.Ordinal))
            {
                paths.Add(path.Value);
            }
        }

        return paths;
    }

    private static RegoValue? Member(RegoValue? value, string name) => value is RegoObject members ? members.Get(RegoString.Of(name))
        : null;
}
