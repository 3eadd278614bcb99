namespace ShareBroker.Client.Holding;

/// <summary>Where a catalogue path stands in a holder's own layout, and what is known about its values.</summary>
internal sealed record MappedFrom(string[] Members, string OriginPurpose, string Basis, bool Reviewed);
