using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Builtins.Networks;

/// <summary>The parts of a URL that a signed request names: host with port, path as escaped on the wire, query as written.</summary>
internal sealed record RequestUrl(string Host, string Path, string Query)
{
    private const string PlainInPaths = "-_.~$&+,/:;=@";
    private const string SoundInPaths = PlainInPaths + "!'()*[]%";

    /// <summary>Reads an absolute or relative reference (RFC 3986).</summary>
    /// <exception cref="BuiltinException">The text is not a URL.</exception>
    public static RequestUrl Parse(string text)
    {
        if (text.Any(static letter => letter is < ' ' or '\x7f'))
        {
            throw Fault(text, "net/url: invalid control character in URL");
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        _ = Unescape(text, hash < 0 ? string.Empty : text[(hash + 1)..]);
        var rest = AfterScheme(text, hash < 0 ? text : text[..hash]);
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? string.Empty : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        var host = string.Empty;
        if (rest.StartsWith("//", StringComparison.Ordinal) && !rest.StartsWith("///", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? string.Empty : rest[slash..];
            host = HostOf(text, authority[(authority.LastIndexOf('@') + 1)..]);
        }

        return new RequestUrl(host, EscapedPath(text, rest), query);
    }

    private static BuiltinException Fault(string text, string reason) => BuiltinException.Failed($"parse \"{text}\": {reason}");

    private static string AfterScheme(string text, string rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == ':')
            {
                return i == 0 ? throw Fault(text, "missing protocol scheme") : rest[(i + 1)..];
            }

            if (!char.IsAsciiLetter(rest[i]) && (i == 0 || !(char.IsAsciiDigit(rest[i]) || rest[i] is '+' or '-' or '.')))
            {
                break;
            }
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? rest : rest[..slash];
        return slash != 0 && first.Contains(':', StringComparison.Ordinal) && !rest.StartsWith('?')
            ? throw Fault(text, "first path segment in URL cannot contain colon")
            : rest;
    }

    private static string HostOf(string text, string authority)
    {
        var close = authority.StartsWith('[') ? authority.LastIndexOf(']') : 0;
        if (close < 0)
        {
            throw Fault(text, "missing ']' in host");
        }

        var colon = authority.IndexOf(':', close);
        if (colon >= 0 && authority.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
        {
            throw Fault(text, $"invalid port \"{authority[colon..]}\" after host");
        }

        foreach (var letter in authority)
        {
            if (" <>\"\\^`{|}".Contains(letter, StringComparison.Ordinal))
            {
                throw Fault(text, $"invalid character \"{letter}\" in host name");
            }
        }

        return authority;
    }

    // A path that is escaped soundly stays as it is; another is escaped as a whole.
    private static string EscapedPath(string text, string path)
    {
        var plain = Unescape(text, path);
        return path.All(static letter => char.IsAsciiLetterOrDigit(letter) || SoundInPaths.Contains(letter, StringComparison.Ordinal))
            ? path
            : Escape(plain);
    }

    private static string Unescape(string text, string part)
    {
        try
        {
            return QueryText.Unescape(part, plusIsSpace: false);
        }
        catch (BuiltinException fault)
        {
            throw Fault(text, fault.Message);
        }
    }

    private static string Escape(string path)
    {
        var escaped = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(path))
        {
            _ = char.IsAsciiLetterOrDigit((char)unit) || PlainInPaths.Contains((char)unit, StringComparison.Ordinal)
                ? escaped.Append((char)unit)
                : escaped.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

}
