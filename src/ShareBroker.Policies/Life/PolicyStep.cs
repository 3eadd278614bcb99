using System.Text.Json;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Policies.Life;

/// <summary>A step in the life of policies as the log holds it.</summary>
/// <param name="Register">Which step it is.</param>
/// <param name="Document">What it says.</param>
/// <param name="Signature">base64url of an officer's signature over <see cref="Octets"/>; empty where nobody signs.</param>
internal sealed record PolicyStep(string Register, JsonElement Document, string Signature)
{
    /// <summary>The canonical octets that were signed.</summary>
    public byte[] Octets => CanonicalJson.Write(Document, CanonicalNumbers.Integers);

    /// <summary>The step that an entry is; null when it is none.</summary>
    public static PolicyStep? Of(Statement statement)
    {
        var root = statement.Root;
        if (statement.Kind != "register" || !root.TryGetProperty("register", out var register) || register.ValueKind != JsonValueKind.String
            || !root.TryGetProperty("document", out var document) || document.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var signature = root.TryGetProperty("signature", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        return new PolicyStep(register.GetString()!, document, signature);
    }
}
