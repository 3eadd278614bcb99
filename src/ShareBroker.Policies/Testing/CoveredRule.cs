namespace ShareBroker.Policies.Testing;

/// <summary>One row of a table, or one definition written in Rego, and whether a test reached it.</summary>
/// <param name="Name">Id of the row, or path of the definition.</param>
/// <param name="File">File that holds it.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="IsRow">It is a row of a table.</param>
/// <param name="IsCovered">A row: it had a part in some decision. A definition: it gave a value.</param>
public sealed record CoveredRule(string Name, string File, int Line, bool IsRow, bool IsCovered);
