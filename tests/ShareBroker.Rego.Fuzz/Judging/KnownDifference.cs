namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>A way in which the engines differ on purpose, described narrowly.</summary>
/// <param name="Name">The heading it has in <c>docs/rego-differences.md</c>.</param>
/// <param name="Reason">What differs and why, in sentences.</param>
/// <param name="Example">A program on which the engines differ in this way, for a reader.</param>
/// <param name="Explains">Whether a difference is of this kind and nothing else.</param>
internal sealed record KnownDifference(string Name, string Reason, string Example, Func<Difference, Task<bool>> Explains)
{
    /// <summary>Whether only a program that was made small says enough to tell.</summary>
    public bool NeedsSmallProgram { get; init; }
}
