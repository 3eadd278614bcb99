namespace ShareBroker.Cli.Rego;

/// <summary>What became of one case.</summary>
/// <param name="Id">The case.</param>
/// <param name="Group">What it is counted under: the language it is written in, or the kind of text.</param>
/// <param name="IsNewer">Whether it asks for what only releases after OPA 1.4.2 do.</param>
/// <param name="Texts">Its query and modules.</param>
/// <param name="Failure">What differed, or null when it passed.</param>
internal sealed record ConformanceOutcome(string Id, string Group, bool IsNewer, IReadOnlyList<string> Texts, string? Failure)
{
    public bool Passed => Failure is null;
}
