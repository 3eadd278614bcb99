using System.Globalization;
using System.Text;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>Writes JSON over several lines in the order in which it is told, as Go's encoder does: two blanks a level, HTML
/// escaped.</summary>
internal sealed class GoJson
{
    private readonly StringBuilder _text = new();
    private readonly Stack<char> _open = new();
    private bool _isEmpty = true;
    private bool _afterName;

    public override string ToString() => _text.ToString();

    /// <summary>The text of one value.</summary>
    public static string Of(RegoValue value) => new GoJson().Value(value).ToString();

    public GoJson Object(Action<GoJson> members) => Composite('{', '}', members);

    public GoJson Array<T>(IEnumerable<T> items, Action<T> write) => Composite('[', ']', _ =>
    {
        foreach (var item in items)
        {
            write(item);
        }
    });

    public GoJson Name(string name)
    {
        Next();
        _text.Append(JsonWriter.Marshal(RegoString.Of(name))).Append(": ");
        _afterName = true;
        return this;
    }

    public GoJson Text(string name, string value) => Name(name).Value(RegoString.Of(value));

    public GoJson Number(string name, long value) => Name(name).Raw(value.ToString(CultureInfo.InvariantCulture));

    public GoJson Number(string name, double value) => Name(name).Raw(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A place as file, row and column.</summary>
    public GoJson Place(Location place) =>
        Object(_ => Text("file", place.File).Number("row", place.Row).Number("col", place.Column));

    /// <summary>A fault; evaluation's own name the code first.</summary>
    public GoJson Fault(RegoError fault, bool codeIsFirst, SourceTexts? texts = null) => Object(_ =>
    {
        if (codeIsFirst)
        {
            Text("code", fault.Code);
        }

        Text("message", fault.Message);
        if (!codeIsFirst && fault.Code.Length > 0)
        {
            Text("code", fault.Code);
        }

        if (fault.Location.Row > 0 || (fault.Code == ErrorCodes.Parse && fault.Location.File.Length > 0))
        {
            Name("location").Place(fault.Location);
        }

        if (ErrorText.IsQuoted(fault) && texts?.Line(fault.Location) is var (line, index))
        {
            Name("details").Object(_ => Text("line", line).Number("idx", index));
        }
    });

    public GoJson Value(RegoValue value)
    {
        switch (value)
        {
            case RegoArray array:
                return Array(array.Items.ToArray(), item => Value(item));
            case RegoSet set:
                return Array(set.Items.ToArray(), item => Value(item));
            case RegoObject obj:
                return Object(_ =>
                {
                    foreach (var (name, member) in JsonWriter.Members(obj))
                    {
                        Name(name).Value(member);
                    }
                });
            default:
                return Raw(JsonWriter.Marshal(value));
        }
    }

    public GoJson Raw(string text)
    {
        Next();
        _text.Append(text);
        return this;
    }

    private GoJson Composite(char open, char close, Action<GoJson> content)
    {
        Next();
        _text.Append(open);
        _open.Push(open);
        _isEmpty = true;
        content(this);
        _open.Pop();
        if (!_isEmpty)
        {
            NewLine();
        }

        _isEmpty = false;
        _text.Append(close);
        return this;
    }

    // What stands before a member or an item.
    private void Next()
    {
        if (_afterName)
        {
            _afterName = false;
            return;
        }

        if (_open.Count > 0)
        {
            if (!_isEmpty)
            {
                _text.Append(',');
            }

            NewLine();
        }

        _isEmpty = false;
    }

    private void NewLine() => _text.Append('\n').Append(' ', 2 * _open.Count);
}
