using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// The digests that bundle signatures have of files. The text of a structured file is OPA's own: sorted members, no blanks, numbers as
/// they stand.
/// </summary>
internal static class BundleDigest
{
    /// <summary>Lower-case hex; null when the algorithm is not one to be relied on.</summary>
    /// <exception cref="RegoBundleException">A structured file is not strict JSON or YAML (<c>bundle_malformed</c>).</exception>
    public static string? Of(RegoBundleFile file, string algorithm)
    {
        var octets = file.Name is "data.json" or "data.yaml" or ".manifest" ? Canonical(file) : file.Content;
        return algorithm switch
        {
            "SHA-256" => Convert.ToHexStringLower(SHA256.HashData(octets.Span)),
            "SHA-384" => Convert.ToHexStringLower(SHA384.HashData(octets.Span)),
            "SHA-512" => Convert.ToHexStringLower(SHA512.HashData(octets.Span)),
            _ => null,
        };
    }

    private static ReadOnlyMemory<byte> Canonical(RegoBundleFile file)
    {
        try
        {
            var text = new StringBuilder(file.Content.Length);
            Write(BundleData.Read(file), text);
            return Encoding.UTF8.GetBytes(text.ToString());
        }
        catch (RegoException fault)
        {
            throw new RegoBundleException(
                "bundle_malformed", $"the bundle's '{file.Path}' is not strict JSON: {fault.Errors[0].Message}", fault);
        }
    }

    private static void Write(RegoValue value, StringBuilder text)
    {
        switch (value)
        {
            case RegoObject members:
                WriteObject(members, text);
                break;
            case RegoArray list:
                text.Append('[');
                for (var index = 0; index < list.Items.Length; index++)
                {
                    text.Append(index > 0 ? "," : "");
                    Write(list.Items[index], text);
                }

                text.Append(']');
                break;
            case RegoString word:
                WriteText(word.Value, text);
                break;
            case RegoNumber number:
                text.Append(number.Text);
                break;
            case RegoBoolean flag:
                text.Append(flag.Value ? "true" : "false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void WriteObject(RegoObject members, StringBuilder text)
    {
        text.Append('{');
        for (var index = 0; index < members.Count; index++)
        {
            text.Append(index > 0 ? "," : "");
            WriteText(JsonWriter.KeyText(members.KeyAt(index)), text);
            text.Append(':');
            Write(members.ValueAt(index), text);
        }

        text.Append('}');
    }

    // As Go's encoding/json writes a string with HTML escaping off.
    private static void WriteText(string word, StringBuilder text)
    {
        text.Append('"');
        foreach (var letter in word)
        {
            text.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        text.Append('"');
    }
}
