using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts.Statements;

/// <summary>Turns a draft into the exact octets of its entry. The same draft, stamp and secret always give the same octets.</summary>
public static class StatementEncoder
{
    /// <summary>The version that stands in the member <c>v</c>.</summary>
    public const string Version = "sharebroker.statement/1";

    /// <summary>The longest entry, in bytes.</summary>
    public const int SizeBytesMax = 32 * 1024;

    /// <summary>Writes the statement.</summary>
    /// <exception cref="ReceiptException">The statement is longer than <see cref="SizeBytesMax"/>, or holds a number that is not an
    /// integer.</exception>
    public static EncodedStatement Encode(StatementDraft draft, StatementStamp stamp, ReceiptSecret secret)
    {
        var writer = new StatementWriter(secret);
        writer.Add("v", Version);
        writer.Add("kind", draft.Kind);
        writer.Add("log", stamp.Origin);
        writer.Add("jti", stamp.Jti);
        writer.Add("iat", stamp.Time.ToUnixTimeSeconds());
        writer.Add("time", StatementTime.Write(stamp.Time));
        writer.Add("after", new JsonObject { ["size"] = stamp.AfterSize, ["root"] = stamp.AfterRoot.ToBase64() });
        draft.Fill(writer);

        var payload = CanonicalJson.Write(writer.Finish(), CanonicalNumbers.Integers);
        if (payload.Length > SizeBytesMax)
        {
            throw new ReceiptException(
                "statement_too_long", $"a statement of {payload.Length} bytes is longer than {SizeBytesMax}; ask for fewer fields");
        }

        return new EncodedStatement(payload, writer.Disclosures);
    }
}
