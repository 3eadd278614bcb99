namespace ShareBroker.Disclosure;

/// <summary>What happened to one requested field.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="Action">Action of the vocabulary.</param>
/// <param name="Scheme">Scheme of the action; empty where it has none.</param>
/// <param name="Reason">Reason code of a reduction; empty where there is none.</param>
public sealed record FieldOutcome(string Path, string Action, string Scheme, string Reason);
