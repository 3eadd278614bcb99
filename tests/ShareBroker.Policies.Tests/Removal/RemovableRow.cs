namespace ShareBroker.Policies.Tests.Removal;

/// <summary>A row that can be taken out: one of its own table, or one that a pack shares with another pack.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="SharedFrom">Regime of the pack that the row is shared from; null for a row of the table itself.</param>
internal sealed record RemovableRow(string Id, string? SharedFrom);
