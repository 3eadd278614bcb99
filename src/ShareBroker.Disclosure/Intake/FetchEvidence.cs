using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Intake;

/// <summary>
/// What asking the holder told about the request, as far as a policy may know it: provenance and versions, never a value.
/// </summary>
internal sealed record FetchEvidence
{
    /// <summary>Provenance by requested path, as the answer states it.</summary>
    public IReadOnlyDictionary<string, Provenance> Provenance { get; init; } = new Dictionary<string, Provenance>(StringComparer.Ordinal);

    /// <summary>Version digests by requested path; a path without a version is absent.</summary>
    public IReadOnlyDictionary<string, string> VersionDigests { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The holder's text when it declined; null when it did not.</summary>
    public string? DeclinedText { get; init; }
}
