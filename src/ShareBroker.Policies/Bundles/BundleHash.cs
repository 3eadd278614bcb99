using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Bundles;

/// <summary>
/// The digest that OPA's bundle signatures have of a file: SHA-256 of its octets, or of the canonical text of its JSON where the file is
/// structured (<c>.manifest</c>, <c>data.json</c>, <c>data.yaml</c>). The text is OPA's own: sorted members, no blanks, numbers as they
/// stand.
/// </summary>
internal static class BundleHash
{
    /// <summary>Lower-case hex.</summary>
    /// <exception cref="PolicyException">A structured file is not JSON (<c>bundle_malformed</c>).</exception>
    public static string Of(PolicyEntry file)
    {
        if (!IsStructured(file.Path))
        {
            return Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        }

        try
        {
            var text = new StringBuilder(file.Content.Length);
            Write(
                file.Path.EndsWith(".yaml", StringComparison.Ordinal)
                    ? PolicyDocuments.ReadYaml(file.Path, file.Content.Span)
                    : RegoJson.Parse(file.Content.Span, JsonLimits.Trusted),
                text);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
        catch (Exception fault) when (fault is RegoJsonException or RegoException)
        {
            throw new PolicyException("bundle_malformed", $"the bundle's '{file.Path}' is not strict JSON: {fault.Message}", fault);
        }
    }

    private static bool IsStructured(string path) => path[(path.LastIndexOf('/') + 1)..] is "data.json" or "data.yaml" or ".manifest";

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
            WriteText(((RegoString)members.KeyAt(index)).Value, text);
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
