using System.Text;
using System.Text.Json;

namespace ShareBroker.Client.Holding;

/// <summary>
/// Reads a mapping that is known to be sound JSON and says everything that is wrong with it, each with <c>line:column</c>, both from 1.
/// </summary>
internal ref struct MappingReader
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly List<string> _findings = [];
    private readonly Dictionary<string, MappedFrom> _paths = new(StringComparer.Ordinal);
    private Utf8JsonReader _reader;

    public MappingReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
    }

    /// <summary>The mapped paths.</summary>
    /// <exception cref="RecordFileException">Something is wrong (<c>mapping_malformed</c>); one line of the message for each.</exception>
    public Dictionary<string, MappedFrom> Read()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Find("a mapping is a JSON object with the member 'paths'");
        }
        else
        {
            ReadRoot();
        }

        return _findings.Count == 0 ? _paths : throw new RecordFileException("mapping_malformed", string.Join('\n', _findings));
    }

    private void ReadRoot()
    {
        var found = false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!_reader.ValueTextEquals("paths"))
            {
                Find($"the member '{_reader.GetString()}' is not known; a mapping has only 'paths'");
                Skip();
                continue;
            }

            found = true;
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPaths();
            }
            else
            {
                Find("'paths' is an object from catalogue path to where it comes from");
                _reader.Skip();
            }
        }

        if (!found)
        {
            Find("there is no member 'paths'");
        }
    }

    private void ReadPaths()
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var path = _reader.GetString()!;
            var at = _reader.TokenStartIndex;
            if (!FieldCatalogue.HasPath(path))
            {
                var near = string.Join(", ", FieldCatalogue.Near(path));
                Find(at, $"the path '{path}' is not in the field catalogue{(near.Length > 0 ? "; it has " + near : "")}");
            }

            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                Find($"'{path}' is an object with 'from'");
                _reader.Skip();
                continue;
            }

            _paths[path] = ReadEntry(path, at);
        }
    }

    private MappedFrom ReadEntry(string path, long at)
    {
        var (from, origin, basis, reviewed) = (string.Empty, string.Empty, string.Empty, false);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (_reader.GetString())
            {
                case "from":
                    from = Text("from", IsRoute, "names members of the record, separated by dots");
                    break;
                case "origin_purpose":
                    origin = Text("origin_purpose", value => value == "none" || FieldCatalogue.HasPurpose(value), "is a purpose or 'none'");
                    break;
                case "basis":
                    basis = Text("basis", value => value is "fact" or "personal_assessment", "is 'fact' or 'personal_assessment'");
                    break;
                case "reviewed":
                    reviewed = Flag();
                    break;
                case var other:
                    Find($"the member '{other}' is not known; an entry has 'from', 'origin_purpose', 'basis' and 'reviewed'");
                    Skip();
                    break;
            }
        }

        if (from.Length == 0)
        {
            Find(at, $"'{path}' does not say where it comes from; add 'from'");
        }

        return new MappedFrom(from.Split('.'), origin, basis, reviewed);
    }

    private static bool IsRoute(string value) => value.Length > 0 && value.Split('.').All(member => member.Length > 0);

    private string Text(string name, Predicate<string> isGood, string rule)
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.String && _reader.GetString() is { } value && isGood(value))
        {
            return value;
        }

        Find($"'{name}' {rule}");
        _reader.Skip();

        // A stand-in, so that one fault is not told twice.
        return "?";
    }

    private bool Flag()
    {
        _reader.Read();
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return _reader.TokenType == JsonTokenType.True;
        }

        Find("'reviewed' is true or false");
        _reader.Skip();
        return false;
    }

    private void Skip()
    {
        _reader.Read();
        _reader.Skip();
    }

    private void Find(string message) => Find(_reader.TokenStartIndex, message);

    private void Find(long index, string message)
    {
        var before = _json[..(int)index];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        _findings.Add($"{line}:{column}: {message}");
    }
}
