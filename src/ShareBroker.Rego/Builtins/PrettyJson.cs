using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>JSON over several lines; every line starts with the prefix and one indent for each level.</summary>
internal sealed class PrettyJson(BuiltinContext context, string prefix, string indent)
{
    private readonly StringBuilder _text = new();

    public string Write(RegoValue value)
    {
        _text.Append(prefix);
        Write(value, 0);
        return _text.ToString();
    }

    private void Write(RegoValue value, int level)
    {
        var before = _text.Length;
        switch (value)
        {
            case RegoArray or RegoSet when !Operands.Members(value).IsEmpty:
                WriteMembers(value, level);
                break;
            case RegoObject { Count: > 0 } obj:
                WriteObject(obj, level);
                break;
            default:
                _text.Append(JsonWriter.Marshal(value));
                break;
        }

        context.Charge(_text.Length - before);
    }

    private void WriteMembers(RegoValue value, int level)
    {
        _text.Append('[');
        var first = true;
        foreach (var member in Operands.Members(value))
        {
            NewLine(first ? string.Empty : ",", level + 1);
            first = false;
            Write(member, level + 1);
        }

        NewLine(string.Empty, level);
        _text.Append(']');
    }

    private void WriteObject(RegoObject obj, int level)
    {
        _text.Append('{');
        var first = true;
        foreach (var (name, member) in JsonWriter.Members(obj))
        {
            NewLine(first ? string.Empty : ",", level + 1);
            first = false;
            _text.Append(JsonWriter.Marshal(RegoString.Of(name))).Append(": ");
            Write(member, level + 1);
        }

        NewLine(string.Empty, level);
        _text.Append('}');
    }

    private void NewLine(string separator, int level)
    {
        context.Charge(prefix.Length + ((long)indent.Length * level) + 2);
        _text.Append(separator).Append('\n').Append(prefix);
        for (var i = 0; i < level; i++)
        {
            _text.Append(indent);
        }
    }
}
