using System.Security.Cryptography;
using System.Text.Json;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Recording;

/// <summary>Seals the members of a statement again from what was kept; only those that fit the statement's digests come out.</summary>
internal static class Opening
{
    /// <summary>Kinds of entries that hold a decision.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["order", "release", "referral", "denial", "preview"];

    /// <summary>The disclosures of the sealed members that can be rebuilt, in the order of the contract.</summary>
    public static IReadOnlyList<SdJwtDisclosure> Of(ReadOnlyMemory<byte> payload, ReceiptSecret secret, KeptDecision kept)
    {
        var statement = StrictJson.Read(payload, StatementEncoder.SizeBytesMax);
        var digests = statement.TryGetProperty("_sd", out var stated)
            ? stated.EnumerateArray().Select(static digest => digest.GetString()).ToHashSet(StringComparer.Ordinal)
            : [];
        (string Name, object? Value)[] members =
        [
            ("subject", kept.Subject),
            ("actor", kept.Actor),
            ("why", kept.Why),
            ("reasons_all", kept.ReasonsAll),
            ("rules", kept.Rules),
            ("input_sha256", Convert.ToHexStringLower(SHA256.HashData(kept.Input.Span))),
        ];
        return
        [
            .. members.Where(static member => member.Value is not null)
                .Select(member => SdJwtDisclosure.Seal(
                    secret, "", member.Name, JsonSerializer.SerializeToElement(member.Value, member.Value!.GetType())))
                .Where(disclosure => digests.Contains(disclosure.Digest)),
        ];
    }
}
