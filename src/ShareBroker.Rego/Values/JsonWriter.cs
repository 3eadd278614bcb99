using System.Buffers;
using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Values;

/// <summary>Writes compact JSON. With HTML escapes it writes what Go's encoder writes by default.</summary>
internal sealed class JsonWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly bool _escapeHtml;

    public JsonWriter(IBufferWriter<byte> output, bool escapeHtml)
    {
        _output = output;
        _escapeHtml = escapeHtml;
    }

    /// <summary>The text with HTML escapes, as a policy's own marshalling gives it.</summary>
    public static string Marshal(RegoValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new JsonWriter(buffer, escapeHtml: true).Write(value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public void Write(RegoValue value)
    {
        switch (value)
        {
            case RegoNull:
                _output.Write("null"u8);
                break;
            case RegoBoolean boolean:
                _output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            case RegoNumber number:
                WriteAscii(number.Text);
                break;
            case RegoString text:
                WriteString(text.Value);
                break;
            case RegoArray array:
                WriteList(array.Items);
                break;
            case RegoSet set:
                WriteList(set.Items);
                break;
            case RegoObject obj:
                WriteObject(obj);
                break;
        }
    }

    public void WriteString(string text)
    {
        _output.Write("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i]) is not { } escape)
            {
                continue;
            }

            WriteUtf8(text.AsSpan(start, i - start));
            WriteAscii(escape);
            start = i + 1;
        }

        WriteUtf8(text.AsSpan(start));
        _output.Write("\""u8);
    }

    /// <summary>The text of a key: a string as it is, any other value as its JSON.</summary>
    public static string KeyText(RegoValue key) => key is RegoString text ? text.Value : Marshal(key);

    /// <summary>Positions of the keys in the order in which JSON shows them.</summary>
    public static (string Name, RegoValue Value)[] Members(RegoObject obj)
    {
        var members = new (string Name, RegoValue Value)[obj.Count];
        var allStrings = true;
        for (var i = 0; i < members.Length; i++)
        {
            allStrings &= obj.KeyAt(i) is RegoString;
            members[i] = (KeyText(obj.KeyAt(i)), obj.ValueAt(i));
        }

        if (!allStrings)
        {
            // Two keys may have one text, as 1 and "1": the later of them stays, as in a map.
            var byName = new Dictionary<string, RegoValue>(members.Length, StringComparer.Ordinal);
            foreach (var (name, value) in members)
            {
                byName[name] = value;
            }

            members = [.. byName.Select(static member => (member.Key, member.Value))];
            Array.Sort(members, static (left, right) => RegoString.CompareCodePoints(left.Name, right.Name));
        }

        return members;
    }

    private string? Escape(char unit) => unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture),
        '<' or '>' or '&' when _escapeHtml => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture),
        '\u2028' or '\u2029' when _escapeHtml => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture),
        _ => null,
    };

    private void WriteList(ReadOnlySpan<RegoValue> items)
    {
        _output.Write("["u8);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                _output.Write(","u8);
            }

            Write(items[i]);
        }

        _output.Write("]"u8);
    }

    private void WriteObject(RegoObject obj)
    {
        _output.Write("{"u8);
        var first = true;
        foreach (var (name, value) in Members(obj))
        {
            if (!first)
            {
                _output.Write(","u8);
            }

            first = false;
            WriteString(name);
            _output.Write(":"u8);
            Write(value);
        }

        _output.Write("}"u8);
    }

    private void WriteAscii(string text) => WriteUtf8(text);

    private void WriteUtf8(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var span = _output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _output.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
