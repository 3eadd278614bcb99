using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Statements;

/// <summary>A new statement key, signed by the old and the new: whoever trusts the old one may follow.</summary>
public sealed record KeyDraft : StatementDraft
{
    private KeyDraft(Ed25519PublicKey newKey, string byOld, string byNew, string oldThumbprint)
    {
        NewKey = newKey;
        ByOld = byOld;
        ByNew = byNew;
        OldThumbprint = oldThumbprint;
    }

    /// <inheritdoc/>
    public override string Kind => "key";

    /// <summary>The key that signs from now on.</summary>
    public Ed25519PublicKey NewKey { get; }

    /// <summary>The RFC 7638 thumbprint of the key that signed until now.</summary>
    public string OldThumbprint { get; }

    /// <summary>base64url of the old key's signature over the text that names origin, old and new key.</summary>
    public string ByOld { get; }

    /// <summary>base64url of the new key's signature over the same text.</summary>
    public string ByNew { get; }

    /// <summary>Signs the change with both keys.</summary>
    public static KeyDraft Sign(string origin, Ed25519SigningKey oldKey, Ed25519SigningKey newKey)
    {
        var text = TextOf(origin, Jwk.ThumbprintOf(oldKey.PublicKey), Jwk.ThumbprintOf(newKey.PublicKey));
        return new KeyDraft(
            newKey.PublicKey,
            byOld: StrictBase64.EncodeUrl(oldKey.Sign(text)),
            byNew: StrictBase64.EncodeUrl(newKey.Sign(text)),
            Jwk.ThumbprintOf(oldKey.PublicKey));
    }

    /// <summary>The octets that both keys sign: three lines after the name of this format.</summary>
    internal static byte[] TextOf(string origin, string oldThumbprint, string newThumbprint) =>
        System.Text.Encoding.UTF8.GetBytes($"sharebroker.key/1\n{origin}\n{oldThumbprint}\n{newThumbprint}\n");

    internal override void Fill(StatementWriter writer)
    {
        writer.Add("jwk", Jwk.ToJson(NewKey));
        writer.Add("replaces", OldThumbprint);
        writer.Add("by_old", ByOld);
        writer.Add("by_new", ByNew);
    }
}
