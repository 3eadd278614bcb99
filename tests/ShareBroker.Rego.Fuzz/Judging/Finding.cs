using ShareBroker.Rego.Fuzz.Engines;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>A program on which the engines differ, made small.</summary>
/// <param name="Number">The program's number in its run.</param>
/// <param name="Program">The smallest program found, with one query.</param>
/// <param name="Ours">The answer of this engine.</param>
/// <param name="Theirs">The answer of the reference engine.</param>
/// <param name="Known">The reason, or null.</param>
internal sealed record Finding(long Number, FuzzProgram Program, Outcome Ours, Outcome Theirs, KnownDifference? Known)
{
    /// <summary>False when a fresh server agrees: the reference engine had kept something of a program before.</summary>
    public bool IsRepeatable { get; init; } = true;
}
