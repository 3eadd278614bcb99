using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>References between schemas: URIs relative to others (RFC 3986 §5.2) with JSON pointers (RFC 6901) as fragments.</summary>
internal sealed record SchemaReference(string Scheme, string? Authority, string Path, string? Query, string Fragment)
{
    /// <summary>Whether it names a document that is not relative to another.</summary>
    public bool IsAbsolute => Scheme.Length > 0 && Authority is { Length: > 0 };

    /// <summary>Splits a reference; any text is one.</summary>
    public static SchemaReference Parse(string text)
    {
        var (rest, fragment) = Cut(text, '#');
        (rest, var query) = Cut(rest, '?');
        var scheme = string.Empty;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(rest[0])
            && rest.Take(colon).All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.'))
        {
            (scheme, rest) = (rest[..colon].ToLowerInvariant(), rest[(colon + 1)..]);
        }

        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return new SchemaReference(scheme, null, rest, query, fragment ?? string.Empty);
        }

        var slash = rest.IndexOf('/', 2);
        return slash < 0
            ? new SchemaReference(scheme, rest[2..], string.Empty, query, fragment ?? string.Empty)
            : new SchemaReference(scheme, rest[2..slash], rest[slash..], query, fragment ?? string.Empty);
    }

    /// <summary>What the other reference names when it stands in a document of this one's name.</summary>
    public SchemaReference Resolve(SchemaReference other)
    {
        if (other.Scheme.Length > 0)
        {
            return other with { Path = WithoutDots(other.Path) };
        }

        if (other.Authority is not null)
        {
            return other with { Scheme = Scheme, Path = WithoutDots(other.Path) };
        }

        if (other.Path.Length == 0)
        {
            var fragment = other.Query is null && other.Fragment.Length == 0 ? Fragment : other.Fragment;
            return this with { Query = other.Query ?? Query, Fragment = fragment };
        }

        var path = other.Path.StartsWith('/') ? other.Path : Path[..(Path.LastIndexOf('/') + 1)] + other.Path;
        return this with { Path = WithoutDots(path.StartsWith('/') ? path : "/" + path), Query = other.Query, Fragment = other.Fragment };
    }

    /// <summary>The reference as text; an empty fragment is left out.</summary>
    public override string ToString() => string.Concat(
        Scheme.Length > 0 ? Scheme + ":" : string.Empty,
        Authority is null ? string.Empty : "//" + Authority,
        Path,
        Query is null ? string.Empty : "?" + Query,
        Fragment.Length > 0 ? "#" + Fragment : string.Empty);

    /// <summary>What the fragment points at in a document; a fragment that is no pointer names the whole.</summary>
    /// <exception cref="BuiltinException">The pointer leads nowhere.</exception>
    public RegoValue Find(BuiltinContext context, RegoValue document)
    {
        var pointer = Pointer();
        if (!pointer.StartsWith('/'))
        {
            return document;
        }

        foreach (var escaped in pointer[1..].Split('/'))
        {
            context.Meter.Step();
            var token = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            document = Step(document, token);
        }

        return document;
    }

    private string Pointer()
    {
        try
        {
            return QueryText.Unescape(Fragment, plusIsSpace: false);
        }
        catch (BuiltinException fault)
        {
            throw BuiltinException.Failed($"parse {RegoString.Of(ToString())}: {fault.Message}");
        }
    }

    private static RegoValue Step(RegoValue document, string token)
    {
        switch (document)
        {
            case RegoObject members:
                return members.Get(RegoString.Of(token)) ?? throw BuiltinException.Failed($"Object has no key '{token}'");
            case RegoArray list:
                if (!int.TryParse(token, out var index))
                {
                    throw BuiltinException.Failed($"Invalid array index '{token}'");
                }

                return index >= 0 && index < list.Count
                    ? list[index]
                    : throw BuiltinException.Failed($"Out of bound array[0,{list.Count}] index '{index}'");
            default:
                throw BuiltinException.Failed($"Invalid token reference '{token}'");
        }
    }

    private static (string Before, string? After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static string WithoutDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments[1..])
        {
            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                kept.Add(segment);
            }
        }

        var result = new StringBuilder();
        foreach (var segment in kept)
        {
            result.Append('/').Append(segment);
        }

        return segments[^1] is "." or ".." ? result.Append('/').ToString() : result.ToString();
    }
}
