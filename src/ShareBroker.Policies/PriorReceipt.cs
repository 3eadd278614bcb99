namespace ShareBroker.Policies;

/// <summary>An earlier, confirmed disclosure to the recipient about the same subject.</summary>
/// <param name="Receipt">Id of the receipt.</param>
/// <param name="Recipient">Agency that received.</param>
/// <param name="Purpose">Purpose of that disclosure.</param>
/// <param name="Fields">Paths that were released.</param>
/// <param name="Unchanged">The holder's values have not changed since, judged by version.</param>
public sealed record PriorReceipt(string Receipt, string Recipient, string Purpose, IReadOnlyList<string> Fields, bool Unchanged);
