using System.Text.Json;
using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Fetching;

/// <summary>A value that passed every check and was asked for. Lives in memory only.</summary>
internal sealed record FetchedValue(JsonElement Value, Provenance Provenance, string Version);
