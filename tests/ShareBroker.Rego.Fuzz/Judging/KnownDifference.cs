using ShareBroker.Rego.Fuzz.Engines;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>A way in which the engines differ on purpose, described narrowly.</summary>
/// <param name="Name">The heading it has in <c>docs/rego-differences.md</c>.</param>
/// <param name="Reason">Why it is so, in a sentence.</param>
/// <param name="Witness">An expression on which the engines differ.</param>
/// <param name="Explains">Whether a pair of answers to a program differs in this way alone.</param>
internal sealed record KnownDifference(string Name, string Reason, string Witness, Func<FuzzProgram, Outcome, Outcome, bool> Explains);
