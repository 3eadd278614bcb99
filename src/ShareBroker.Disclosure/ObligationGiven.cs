namespace ShareBroker.Disclosure;

/// <summary>A duty that comes with an answer.</summary>
/// <param name="Id">Id of the vocabulary.</param>
/// <param name="Due">ISO 8601 duration until it is due; empty where it holds always.</param>
/// <param name="Purpose">The only purpose the data may serve, for <c>use_only_for</c>; empty otherwise.</param>
/// <param name="ReceiptId">Id of the earlier receipt, for <c>explain_refusal</c> of a duplicate; empty otherwise.</param>
public sealed record ObligationGiven(string Id, string Due, string Purpose, string ReceiptId);
