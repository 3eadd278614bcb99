using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Texts as base64, hexadecimal or parts of a URL (RFC 4648; query strings as browsers write them).</summary>
internal static class EncodingFamily
{
    private const string OneOrMany = "any<string, array[string], set[string]>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("base64.encode", "string -> string", static (c, a) => c.TextResult(Convert.ToBase64String(Utf8(a)))),
        Builtin.Of("base64.decode", "string -> string", static (c, a) => Decode(c, a.Text(0), url: false)),
        Builtin.Test("base64.is_valid", IsBase64),
        Builtin.Of("base64url.encode", "string -> string", static (c, a) => EncodeForUrl(c, a, padded: true)),
        Builtin.Of("base64url.encode_no_pad", "string -> string", static (c, a) => EncodeForUrl(c, a, padded: false)),
        Builtin.Of("base64url.decode", "string -> string", static (c, a) => Decode(c, a.Text(0), url: true)),
        Builtin.Of("hex.encode", "string -> string", static (c, a) => c.TextResult(Convert.ToHexStringLower(Utf8(a)))),
        Builtin.Of("hex.decode", "string -> string", DecodeHex),
        Builtin.Of("urlquery.encode", "string -> string", static (c, a) => c.TextResult(QueryText.Escape(a.Text(0)))),
        Builtin.Of("urlquery.decode", "string -> string", static (c, a) => c.TextResult(QueryText.Unescape(a.Text(0)))),
        Builtin.Of("urlquery.encode_object", $"object[string: {OneOrMany}] -> string", EncodeObject),
        Builtin.Of("urlquery.decode_object", "string -> object[string: array[string]]", DecodeObject),
    ];

    private static byte[] Utf8(ReadOnlySpan<RegoValue> arguments) => Encoding.UTF8.GetBytes(arguments.Text(0));

    private static RegoString EncodeForUrl(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, bool padded)
    {
        var text = Convert.ToBase64String(Utf8(arguments)).Replace('+', '-').Replace('/', '_');
        return context.TextResult(padded ? text : text.TrimEnd('='));
    }

    private static RegoString Decode(BuiltinContext context, string text, bool url)
    {
        context.Charge(text.Length);
        var padded = url && !text.EndsWith('=') ? text.PadRight((text.Length + 3) / 4 * 4, '=') : text;
        return Base64Text.TryDecode(padded, url, out var bytes, out var faultAt)
            ? context.TextResult(Encoding.UTF8.GetString(bytes))
            : throw BuiltinException.Failed($"illegal base64 data at input byte {faultAt}");
    }

    private static RegoBoolean IsBase64(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments.Text(0).Length);
        return RegoBoolean.Of(Base64Text.TryDecode(arguments.Text(0), url: false, out _, out _));
    }

    private static RegoString DecodeHex(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(0);
        context.Charge(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsAscii || !char.IsAsciiHexDigit((char)rune.Value))
            {
                throw BuiltinException.Failed($"encoding/hex: invalid byte: U+{rune.Value:X4} '{rune}'");
            }
        }

        return text.Length % 2 == 0
            ? RegoString.Of(Encoding.UTF8.GetString(Convert.FromHexString(text)))
            : throw BuiltinException.Failed("encoding/hex: odd length hex string");
    }

    private static RegoString EncodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var parts = new List<string>();
        foreach (var (key, value) in JsonWriter.Members((RegoObject)arguments[0]))
        {
            if (value is not RegoString and not RegoArray and not RegoSet)
            {
                throw NoTexts();
            }

            foreach (var member in value is RegoString ? [value] : Operands.Members(value))
            {
                parts.Add(QueryText.Escape(key) + "=" + QueryText.Escape((member as RegoString)?.Value ?? throw NoTexts()));
                context.Charge(parts[^1].Length);
            }
        }

        return context.TextResult(string.Join('&', parts));
    }

    private static BuiltinException NoTexts() => BuiltinException.Operand(1, "values must be string, array[string], or set[string]");

    private static RegoObject DecodeObject(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments.Text(0).Length * 4L);
        var values = new Dictionary<string, List<RegoValue>>(StringComparer.Ordinal);
        foreach (var part in arguments.Text(0).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Contains(';', StringComparison.Ordinal))
            {
                throw BuiltinException.Failed("invalid semicolon separator in query");
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = QueryText.Unescape(equals < 0 ? part : part[..equals]);
            var value = QueryText.Unescape(equals < 0 ? string.Empty : part[(equals + 1)..]);
            values.TryAdd(key, []);
            values[key].Add(RegoString.Of(value));
        }

        var builder = new RegoObject.Builder(values.Count);
        foreach (var (key, list) in values)
        {
            builder.Set(RegoString.Of(key), RegoArray.Adopt([.. list]));
        }

        return builder.Build();
    }
}
