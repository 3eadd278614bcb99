using System.Buffers.Text;
using ShareBroker.Receipts;

namespace ShareBroker.Policies.Bundles;

/// <summary>Base64url without padding, in which every octet string has one spelling (RFC 4648 §5).</summary>
internal static class Base64
{
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <exception cref="ReceiptException">Another spelling.</exception>
    public static byte[] DecodeUrl(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            if (Base64Url.EncodeToString(bytes) == text)
            {
                return bytes;
            }
        }
        catch (FormatException)
        {
            // Falls through to the one error below.
        }

        throw new ReceiptException("base64url_malformed", "a text is not strict base64url without padding (RFC 4648, section 5)");
    }
}
