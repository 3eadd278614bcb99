using System.Text.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Statements;

/// <summary>
/// The statement keys that a log itself names: those of its genesis entry, and each that a key already known handed over to.
/// </summary>
public sealed class KeyChain
{
    private readonly List<Ed25519PublicKey> _keys = [];

    /// <summary>The keys so far.</summary>
    public JwkSet Keys => new(_keys);

    /// <summary>Takes the next entry of the log into account; only <c>genesis</c> and <c>key</c> matter.</summary>
    /// <exception cref="ReceiptException">A key entry is not signed by a known key and by the new one (<c>key_unsigned</c>).</exception>
    public void Follow(Statement statement)
    {
        if (statement.Kind == "genesis")
        {
            _keys.AddRange(Member(statement, "statement_keys", JsonValueKind.Array).EnumerateArray().Select(Jwk.Parse));
        }
        else if (statement.Kind == "key")
        {
            var next = Jwk.Parse(Member(statement, "jwk", JsonValueKind.Object));
            var replaces = Text(statement, "replaces");
            var text = KeyDraft.TextOf(statement.Log, replaces, Jwk.ThumbprintOf(next));
            if (Keys.Find(replaces) is not { } old ||
                !old.Verify(text, StrictBase64.DecodeUrl(Text(statement, "by_old"))) ||
                !next.Verify(text, StrictBase64.DecodeUrl(Text(statement, "by_new"))))
            {
                throw new ReceiptException("key_unsigned", "a new statement key is not signed by the one before and by itself");
            }

            _keys.Add(next);
        }
    }

    private static string Text(Statement statement, string name) => Member(statement, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(Statement statement, string name, JsonValueKind kind) =>
        statement.Root.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new ReceiptException("statement_malformed", $"an entry about keys has no '{name}'");
}
