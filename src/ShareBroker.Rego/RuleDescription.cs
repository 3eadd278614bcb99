namespace ShareBroker.Rego;

/// <summary>Where one definition stands, for coverage reports and for finding tests.</summary>
/// <param name="Path">The full path, such as <c>data.broker.allow</c>; variable parts stand in brackets.</param>
/// <param name="File">The name of the source.</param>
/// <param name="Row">The line of the head, from 1.</param>
/// <param name="Kind">What it defines.</param>
public sealed record RuleDescription(string Path, string File, int Row, RuleDescriptionKind Kind);
