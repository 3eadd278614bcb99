namespace ShareBroker.Policies.Testing;

/// <summary>What one unit test of the policies came to.</summary>
/// <param name="Path">Full path of the test rule.</param>
/// <param name="File">File that holds it.</param>
/// <param name="Row">Row of its head, from 1.</param>
/// <param name="Passed">Its value was true.</param>
/// <param name="Message">Why it failed; empty when it passed.</param>
public sealed record PolicyTestOutcome(string Path, string File, int Row, bool Passed, string Message);
