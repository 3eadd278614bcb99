using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>Takes from an annotation's YAML the fields that annotations have; others are left alone.</summary>
internal sealed class AnnotationFields(AnnotationNode block)
{
    private readonly RegoObject.Builder _fields = new();
    private readonly List<string> _mismatches = [];
    private int _mismatchLine;

    /// <exception cref="AnnotationFault">A field cannot be what it is.</exception>
    public Annotation Fill(Annotation annotation)
    {
        if (block.Entries is null && !block.IsNull)
        {
            Mismatch(block, "ast.rawAnnotation");
        }

        var scope = Text("scope");
        Put("title", Text("title"));
        var isEntrypoint = Truth("entrypoint");
        Put("description", Text("description"));
        var organizations = Items("organizations", "[]string", item => item.IsScalar ? null : "string");
        var related = Items("related_resources", "[]interface {}", static _ => null);
        var authors = Items("authors", "[]interface {}", static _ => null);
        var schemas = Items("schemas", "[]map[string]interface {}", static item =>
            item.Entries is null && !item.IsNull ? "map[string]interface {}" : null);
        var custom = block["custom"];
        if (custom is { Entries: null, IsNull: false })
        {
            Mismatch(custom, "map[string]interface {}");
        }

        if (_mismatches.Count > 0)
        {
            throw new AnnotationFault("yaml: unmarshal errors:\n" + string.Join('\n', _mismatches), _mismatchLine);
        }

        Put("organizations", [.. organizations.Select(static item => RegoString.Of(item.Text))]);
        Put("related_resources", [.. related.Select(Related)]);
        var read = schemas.Select(SchemaFields.Read).ToList();
        Put("schemas", [.. read.Select(SchemaFields.ValueOf)]);
        Put("authors", [.. authors.Select(Author)]);
        if (custom?.Value is RegoObject { Count: > 0 } own)
        {
            _fields.Set(RegoString.Of("custom"), own);
        }

        if (isEntrypoint)
        {
            _fields.Set(RegoString.Of("entrypoint"), RegoBoolean.True);
        }

        return annotation with { Scope = scope, IsEntrypoint = isEntrypoint, Schemas = read, Fields = _fields.Build() };
    }

    private void Put(string name, string text)
    {
        if (text.Length > 0)
        {
            _fields.Set(RegoString.Of(name), RegoString.Of(text));
        }
    }

    private void Put(string name, RegoValue[] items)
    {
        if (items.Length > 0)
        {
            _fields.Set(RegoString.Of(name), RegoArray.Adopt(items));
        }
    }

    private void Mismatch(AnnotationNode node, string wanted)
    {
        var text = node.Text.Length > 10 ? node.Text[..7] + "..." : node.Text;
        _mismatches.Add($"  line {node.Line}: cannot unmarshal {node.Tag}{(node.IsScalar ? $" `{text}`" : string.Empty)} into {wanted}");
        _mismatchLine = _mismatchLine == 0 ? node.Line : _mismatchLine;
    }

    private string Text(string name)
    {
        if (block[name] is not { IsNull: false } node)
        {
            return string.Empty;
        }

        if (!node.IsScalar)
        {
            Mismatch(node, "string");
        }

        return node.Text;
    }

    private bool Truth(string name)
    {
        if (block[name] is not { IsNull: false } node)
        {
            return false;
        }

        switch (node.Value)
        {
            case RegoBoolean truth:
                return truth.Value;
            case RegoString when node.Text.ToLowerInvariant() is "y" or "yes" or "on":
                return true;
            case RegoString when node.Text.ToLowerInvariant() is "n" or "no" or "off":
                return false;
            default:
                Mismatch(node, "bool");
                return false;
        }
    }

    private IReadOnlyList<AnnotationNode> Items(string name, string type, Func<AnnotationNode, string?> wanted)
    {
        if (block[name] is not { IsNull: false } node)
        {
            return [];
        }

        if (node.Items is null)
        {
            Mismatch(node, type);
            return [];
        }

        foreach (var item in node.Items)
        {
            if (wanted(item) is { } part)
            {
                Mismatch(item, part);
            }
        }

        return node.Items;
    }

    private static RegoObject Related(AnnotationNode item)
    {
        var (reference, description) = item.Entries is null
            ? (item.Value is RegoString text ? text.Value : null, string.Empty)
            : (Member(item, "ref"), Member(item, "description"));
        var fault = reference is null ? "invalid value type, must be string or map"
            : reference.Length > 0 ? null
            : item.Entries is null ? "ref URL may not be empty string" : "'ref' value required in object";
        if (fault is not null)
        {
            throw new AnnotationFault($"invalid related-resource definition {Shown(item)}: {fault}", 0);
        }

        var value = new RegoObject.Builder().Set(RegoString.Of("ref"), RegoString.Of(Escaped(reference!)));
        return (description.Length == 0 ? value : value.Set(RegoString.Of("description"), RegoString.Of(description))).Build();
    }

    private static RegoObject Author(AnnotationNode item)
    {
        var (name, email) = item.Entries is not null ? (Member(item, "name"), Member(item, "email"))
            : item.Value is RegoString text ? FromLine(item, text.Value)
            : throw new AnnotationFault($"invalid author definition {Shown(item)}: invalid value type, must be string or map", 0);
        if (name.Length + email.Length == 0)
        {
            throw new AnnotationFault($"invalid author definition {Shown(item)}: 'name' and/or 'email' values required in object", 0);
        }

        var value = new RegoObject.Builder();
        if (name.Length > 0)
        {
            value.Set(RegoString.Of("name"), RegoString.Of(name));
        }

        return (email.Length == 0 ? value : value.Set(RegoString.Of("email"), RegoString.Of(email))).Build();
    }

    private static (string Name, string Email) FromLine(AnnotationNode item, string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new AnnotationFault($"invalid author definition {Shown(item)}: author is an empty string", 0);
        }

        var last = words[^1];
        return last.Length >= 2 && last[0] == '<' && last[^1] == '>'
            ? (string.Join(' ', words.SkipLast(1)), last[1..^1])
            : (string.Join(' ', words), string.Empty);
    }

    private static string Member(AnnotationNode item, string name) => item[name]?.Value is RegoString text ? text.Value.Trim()
        : string.Empty;

    private static string Shown(AnnotationNode item) => item.IsScalar ? item.Text
        : item.Entries is { } entries ? $"map[{string.Join(' ', entries.Select(static e => $"{e.Key}:{e.Value.Text}"))}]" : "[]";

    // What a URL may not hold as it is.
    private static string Escaped(string url)
    {
        var text = new StringBuilder(url.Length);
        foreach (var part in Encoding.UTF8.GetBytes(url))
        {
            if (part is <= 0x20 or >= 0x7f or (byte)'"' or (byte)'<' or (byte)'>' or (byte)'\\' or (byte)'^' or (byte)'`'
                or (byte)'{' or (byte)'|' or (byte)'}')
            {
                text.Append('%').Append(part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append((char)part);
            }
        }

        return text.ToString();
    }
}
