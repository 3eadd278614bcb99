using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Reads the type notation of builtin signatures: <c>any&lt;string, array[any]&gt;</c>, <c>object&lt;a: string&gt;[string:
/// any]</c>.</summary>
internal sealed class TypeNotation
{
    private readonly string _text;
    private int _at;
    private bool _isUnsound;

    private TypeNotation(string text) => _text = text;

    public static RegoType? Parse(string text)
    {
        var reader = new TypeNotation(text);
        return reader.Type();
    }

    /// <summary>Whether the whole text is one type, written without a slip.</summary>
    public static bool IsSound(string text)
    {
        var reader = new TypeNotation(text);
        reader.Type();
        reader.SkipSpace();
        return !reader._isUnsound && reader._at == text.Length && Balanced(text);
    }

    private static bool Balanced(string text) =>
        text.Count(static c => c == '<') == text.Count(static c => c == '>')
        && text.Count(static c => c == '[') == text.Count(static c => c == ']');

    private RegoType? Type()
    {
        switch (Word())
        {
            case "null": return Types.Null;
            case "boolean": return Types.Boolean;
            case "number": return Types.Number;
            case "string": return Types.String;
            case "any": return Taken('<') ? Types.AnyOf(List()) : Types.Anything;
            case "set": return Types.Set(Taken('[') ? Closed(']') : Types.Anything);
            case "array": return Types.Array(Taken('<') ? List() : [], Taken('[') ? Closed(']') : null);
            case "object": return Object();
            default:
                _isUnsound = true;
                return null;
        }
    }

    private RegoType Object()
    {
        var known = new SortedDictionary<RegoValue, RegoType?>();
        if (Taken('<'))
        {
            do
            {
                var name = Word();
                Taken(':');
                known[RegoString.Of(name)] = Type();
            }
            while (Taken(','));
            Taken('>');
        }

        if (!Taken('['))
        {
            return Types.Object(known, known.Count == 0 ? Types.Anything : null, known.Count == 0 ? Types.Anything : null);
        }

        var key = Type();
        Taken(':');
        return Types.Object(known, key, Closed(']'));
    }

    private List<RegoType?> List()
    {
        var types = new List<RegoType?>();
        do
        {
            types.Add(Type());
        }
        while (Taken(','));
        Taken('>');
        return types;
    }

    private RegoType? Closed(char end)
    {
        var type = Type();
        Taken(end);
        return type;
    }

    private string Word()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool Taken(char c)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }
}
