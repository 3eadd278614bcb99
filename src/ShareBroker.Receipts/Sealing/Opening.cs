using System.Text.Json;

namespace ShareBroker.Receipts.Sealing;

/// <summary>A sealed member of a statement, opened by a disclosure that matched its digest.</summary>
/// <param name="Path">The field path, empty for a claim of the statement itself.</param>
/// <param name="Name">The member: <c>value</c>, <c>source</c>, <c>subject</c> …</param>
/// <param name="Value">The value. It may be personal data: never log it.</param>
public sealed record Opening(string Path, string Name, JsonElement Value);
