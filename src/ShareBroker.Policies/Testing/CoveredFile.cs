namespace ShareBroker.Policies.Testing;

/// <summary>The lines of one Rego file that a test can reach, and those that none did.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">How many lines hold the beginning of a head or of an expression.</param>
/// <param name="Missed">Those that were not reached, ascending.</param>
public sealed record CoveredFile(string File, int Lines, IReadOnlyList<int> Missed);
