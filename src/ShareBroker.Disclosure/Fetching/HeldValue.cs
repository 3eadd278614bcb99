using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Fetching;

/// <summary>One value of a record, as its holder sent it.</summary>
/// <param name="Path">Path of the field catalogue.</param>
/// <param name="ValueJson">The value as JSON octets. Personal data: never logged, stored or put into an error.</param>
/// <param name="Provenance">Where it comes from.</param>
/// <param name="Version">Changes when the value changes.</param>
public sealed record HeldValue(string Path, ReadOnlyMemory<byte> ValueJson, Provenance Provenance, string Version);
