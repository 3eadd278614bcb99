using System.Globalization;
using System.Text;
using ShareBroker.Rego.Builtins.Formatting;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Yaml;

/// <summary>Writes values as block-style YAML: keys sorted, lists level with their key, quotes only where a reader needs them.</summary>
internal sealed class YamlWriter
{
    private const int SimpleKeyMax = 128;

    private readonly BuiltinContext _context;
    private readonly StringBuilder _text = new();

    private YamlWriter(BuiltinContext context)
    {
        _context = context;
    }

    public static string Write(BuiltinContext context, RegoValue value)
    {
        var writer = new YamlWriter(context);
        writer.WriteNode(value, 0, inList: false);
        if (writer._text.Length == 0 || writer._text[^1] is not ('\n' or YamlLines.LineSeparator or YamlLines.ParagraphSeparator))
        {
            writer._text.Append('\n');
        }

        return writer._text.ToString();
    }

    // The cursor stands where the node begins; a block's first line goes on there.
    private void WriteNode(RegoValue value, int indent, bool inList)
    {
        _context.Meter.Step(2);
        var before = _text.Length;
        switch (value)
        {
            case RegoArray or RegoSet when !Operands.Members(value).IsEmpty:
                WriteList(value, indent);
                break;
            case RegoArray or RegoSet:
                _text.Append("[]\n");
                break;
            case RegoObject { Count: > 0 } obj:
                WriteObject(obj, indent);
                break;
            case RegoObject:
                _text.Append("{}\n");
                break;
            case RegoString words:
                WriteText(words.Value, indent, inList);
                break;
            case RegoNumber number:
                _text.Append(Number(number)).Append('\n');
                break;
            default:
                _text.Append(value).Append('\n');
                break;
        }

        _context.Charge(_text.Length - before);
    }

    // Integers of 64 bits as they are; others, and what is written as a fraction, go through a double and come out shortest.
    private static string Number(RegoNumber number)
    {
        if (!number.Text.AsSpan().ContainsAny('.', 'e', 'E') && number.TryGetBigInteger(out var integer)
            && integer >= long.MinValue && integer <= ulong.MaxValue)
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        var approximate = double.Parse(number.Text, CultureInfo.InvariantCulture);
        if (double.IsInfinity(approximate))
        {
            return number.Text;
        }

        return (double.IsNegative(approximate) ? "-" : string.Empty) + FloatText.Write(Math.Abs(approximate), 'g', -1);
    }

    private void WriteList(RegoValue list, int indent)
    {
        var first = true;
        foreach (var member in Operands.Members(list))
        {
            Indent(first ? 0 : indent);
            first = false;
            _text.Append("- ");
            WriteNode(member, indent + 2, inList: true);
        }
    }

    private void WriteObject(RegoObject obj, int indent)
    {
        var first = true;
        foreach (var (name, value) in JsonWriter.Members(obj).OrderBy(static member => member.Name, YamlKeyOrder.Instance))
        {
            Indent(first ? 0 : indent);
            first = false;
            if (!IsSimpleKey(name))
            {
                WriteKeyAndValue(name, value, indent);
                continue;
            }

            YamlLines.Write(_context, _text, name, null);
            _text.Append(':');
            switch (value)
            {
                case RegoObject { Count: > 0 } inner:
                    _text.Append('\n');
                    Indent(indent + 2);
                    WriteNode(inner, indent + 2, inList: false);
                    break;
                case RegoArray or RegoSet when !Operands.Members(value).IsEmpty:
                    _text.Append('\n');
                    Indent(indent);
                    WriteNode(value, indent, inList: false);
                    break;
                default:
                    _text.Append(' ');
                    WriteNode(value, indent, inList: false);
                    break;
            }
        }
    }

    // A key of many lines, or a long one, stands behind a mark of its own, and its value like the member of a list.
    private void WriteKeyAndValue(string name, RegoValue value, int indent)
    {
        _text.Append("? ");
        WriteText(name, indent, inList: false);
        Indent(indent);
        _text.Append(": ");
        WriteNode(value, indent + 2, inList: true);
    }

    private static bool IsSimpleKey(string name) =>
        !name.AsSpan().ContainsAny(YamlLines.Breaks) && Encoding.UTF8.GetByteCount(name) <= SimpleKeyMax;

    private void Indent(int indent)
    {
        _context.Charge(indent);
        _text.Append(' ', indent);
    }

    private void WriteText(string text, int indent, bool inList)
    {
        var inner = inList ? indent : indent + 2;
        if (text.Contains('\n', StringComparison.Ordinal) && YamlLines.FitsBlock(text))
        {
            WriteBlock(text, inner);
        }
        else
        {
            YamlLines.Write(_context, _text, text, inner);
            _text.Append('\n');
        }
    }

    private void WriteBlock(string text, int indent)
    {
        var ends = text.Length - text.AsSpan().TrimEnd("\n\u2028\u2029").Length;
        _text.Append('|').Append(text[0] is ' ' or '\t' || YamlLines.IsBreak(text[0]) ? "2" : string.Empty);
        _text.Append(ends switch { 0 => "-", 1 when text.Length > 1 => string.Empty, _ => "+" }).Append('\n');
        var begins = true;
        foreach (var letter in text)
        {
            if (begins && !YamlLines.IsBreak(letter))
            {
                Indent(indent);
            }

            _text.Append(letter);
            begins = YamlLines.IsBreak(letter);
        }

        _text.Append(ends == 0 ? "\n" : string.Empty);
    }
}
