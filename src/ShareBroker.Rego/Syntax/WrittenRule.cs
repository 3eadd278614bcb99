namespace ShareBroker.Rego.Syntax;

/// <summary>A rule with what only the grammar's checks need to know of how it was written.</summary>
/// <param name="Rule">The rule, its else branches below it.</param>
/// <param name="UsesIf">Written with <c>if</c>; for else branches, one entry each after the first.</param>
/// <param name="UsesContains">Written with <c>contains</c>.</param>
/// <param name="BodyWritten">A body was written; for else branches, one entry each after the first.</param>
internal sealed record WrittenRule(Rule Rule, IReadOnlyList<bool> UsesIf, bool UsesContains, IReadOnlyList<bool> BodyWritten);
