namespace ShareBroker.Disclosure.Ordering;

/// <summary>A path that left, with its lineage. Never a value.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="OriginPurpose">The purpose under which it was first collected; empty for no special origin.</param>
/// <param name="VersionDigest">
/// Keyed digest of the holder's version, hex: tells whether the value is still the same and nothing else.
/// </param>
public sealed record ReleasedPath(string Path, string OriginPurpose, string VersionDigest);
