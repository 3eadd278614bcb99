using ShareBroker.Rego.Builtins.Networks;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Parts of URIs (RFC 3986). A part that is missing or empty has no key.</summary>
internal static class UriFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("uri.parse", "string -> object", Parse),
        Builtin.Test("uri.is_valid", static (c, a) => RegoBoolean.Of(a.Text(0).Length > 0 && Read(c, a.Text(0)) is not null)),
    ];

    private static RegoObject Parse(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        Read(context, arguments.Text(0)) ?? throw BuiltinException.Failed("not a valid URI");

    private static RegoObject? Read(BuiltinContext context, string text)
    {
        context.Charge(text.Length * 4L);
        if (text.Any(static letter => letter is < ' ' or '\x7f'))
        {
            return null;
        }

        var result = new RegoObject.Builder();
        var (rest, fragment) = Cut(text, '#');
        var (before, query) = Cut(rest, '?');
        var (scheme, hierarchy) = Scheme(before);
        if (scheme is null)
        {
            return null;
        }

        var path = hierarchy;
        if (hierarchy.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = hierarchy.IndexOf('/', 2);
            var authority = slash < 0 ? hierarchy[2..] : hierarchy[2..slash];
            path = slash < 0 ? string.Empty : hierarchy[slash..];
            if (!AddAuthority(result, authority[(authority.LastIndexOf('@') + 1)..]))
            {
                return null;
            }
        }

        try
        {
            Add(result, "scheme", scheme.ToLowerInvariant());
            Add(result, "path", QueryText.Unescape(path, plusIsSpace: false));
            Add(result, "raw_path", path);
            Add(result, "raw_query", query);
            Add(result, "fragment", QueryText.Unescape(fragment, plusIsSpace: false));
        }
        catch (BuiltinException)
        {
            return null;
        }

        return result.Build();
    }

    private static void Add(RegoObject.Builder result, string name, string value)
    {
        if (value.Length > 0)
        {
            result.Set(RegoString.Of(name), RegoString.Of(value));
        }
    }

    private static (string Before, string After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, string.Empty) : (text[..at], text[(at + 1)..]);
    }

    // Null: there is a colon and what stands before it is no scheme.
    private static (string? Scheme, string Hierarchy) Scheme(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (colon < 0 || (slash >= 0 && slash < colon))
        {
            return (string.Empty, text);
        }

        var scheme = text[..colon];
        var sound = scheme.Length > 0 && char.IsAsciiLetter(scheme[0])
            && scheme.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.');
        return (sound ? scheme : null, text[(colon + 1)..]);
    }

    private static bool AddAuthority(RegoObject.Builder result, string authority)
    {
        var isBracketed = authority.StartsWith('[');
        var close = isBracketed ? authority.IndexOf(']', StringComparison.Ordinal) : 0;
        if (close < 0)
        {
            return false;
        }

        var colon = authority.IndexOf(':', close);
        var host = colon < 0 ? authority : authority[..colon];
        var port = colon < 0 ? string.Empty : authority[(colon + 1)..];
        host = isBracketed ? host[1..^1] : host;
        var sound = isBracketed
            ? AddressRange.ReadAddress(host, out _) is not null
            : !host.Any(static letter => " <>\"\\^`{|}[]".Contains(letter, StringComparison.Ordinal));
        Add(result, "hostname", host);
        Add(result, "port", port);
        return sound && port.All(char.IsAsciiDigit);
    }
}
