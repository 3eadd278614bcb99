namespace ShareBroker.Disclosure.Registers;

/// <summary>The provenance of one path of a holder's mapping.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="Provenance">What counts until the holder's own answer says more.</param>
public sealed record MappedPath(string Path, Provenance Provenance);
