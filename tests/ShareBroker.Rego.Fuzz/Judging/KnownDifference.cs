namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>A way in which the engines differ on purpose, and its proof.</summary>
/// <param name="Name">The heading it has in <c>docs/rego-differences.md</c>.</param>
/// <param name="Reason">What differs and why, in sentences.</param>
/// <param name="Example">A program on which the engines differ in this way, for a reader.</param>
internal sealed record KnownDifference(string Name, string Reason, string Example)
{
    /// <summary>Whether a call of a builtin, asked alone, differs in this way. A program is explained when both engines agree on it as
    /// soon as
    /// all calls that differ, and nothing else, are answered by a table (<see cref="CallStudy"/>).</summary>
    public Func<CallDifference, Task<bool>>? OfCall { get; init; }

    /// <summary>Whether a program differs in this way and no other: the engines agree as soon as this one thing is changed in it.</summary>
    public Func<Difference, Task<bool>>? OfProgram { get; init; }
}
