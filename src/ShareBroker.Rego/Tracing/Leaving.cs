namespace ShareBroker.Rego.Tracing;

/// <summary>
/// Why a search ends before it has tried everything: one solution is enough. It travels back through the continuations that led to the
/// solution.
/// </summary>
/// <param name="IsDeferred">The body itself must go on; only somebody further out has enough.</param>
/// <param name="Outer">What remains when the document that had enough is done with.</param>
internal sealed record Leaving(bool IsDeferred, Leaving? Outer);
