using System.Text;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The text being laid out: indented lines, and one comment that waits for the end of the current line.</summary>
/// <param name="keepsAll">More comments may wait; those after the first get lines of their own.</param>
internal sealed class LineWriter(bool keepsAll)
{
    public const string Indentation = "\t";

    private readonly StringBuilder _text = new();
    private int _level;
    private readonly Queue<Comment> _waiting = new();
    private bool _waitLonger;

    /// <summary>Whether a line has been begun and not ended.</summary>
    public bool IsInLine { get; private set; }

    public bool HasWaiting => _waiting.Count > 0;

    public int Length => _text.Length;

    public void Write(string text) => _text.Append(text);

    public void Write(ReadOnlySpan<char> text) => _text.Append(text);

    public void Write(char text) => _text.Append(text);

    /// <summary>Takes back what was written since a length; the level and the waiting comment stay as they are.</summary>
    public void Truncate(int length) => _text.Length = length;

    public void Indent() => _level++;

    public void Outdent() => _level--;

    public void StartLine()
    {
        IsInLine = true;
        for (var i = 0; i < _level; i++)
        {
            _text.Append(Indentation[0]);
        }
    }

    public void StartLineUnlessIn()
    {
        if (!IsInLine)
        {
            StartLine();
        }
    }

    public void EndLine()
    {
        IsInLine = false;
        var comments = _waitLonger ? 0 : _waiting.Count;
        _waitLonger = false;
        _text.Append(comments > 0 ? " " + TextOf(_waiting.Dequeue()) : string.Empty).Append('\n');
        for (; comments > 1; comments--)
        {
            _text.Append(Indentation[0], _level).Append(TextOf(_waiting.Dequeue())).Append('\n');
        }
    }

    /// <summary>Ends the line if there is one, and leaves one blank.</summary>
    public void BlankLine()
    {
        if (IsInLine)
        {
            EndLine();
        }

        _text.Append('\n');
    }

    public void WriteLine(Comment comment)
    {
        StartLineUnlessIn();
        _text.Append(TextOf(comment));
        EndLine();
    }

    /// <summary>Ends the opening line of a list without its comment, which goes to the next line.</summary>
    public void StartList()
    {
        _waitLonger = true;
        EndLine();
        Indent();
        StartLine();
    }

    /// <summary>Lets a comment wait for the end of the line. False when another waits already: then neither does.</summary>
    public bool Hold(Comment? comment)
    {
        if (comment is null)
        {
            return true;
        }

        if (_waiting.Count > 0 && !keepsAll)
        {
            _waiting.Clear();
            return false;
        }

        _waiting.Enqueue(comment);
        return true;
    }

    public static string TextOf(Comment comment) => "#" + comment.Text.TrimEnd();

    /// <summary>The whole text, ending in one line break.</summary>
    public override string ToString()
    {
        var text = _text.ToString();
        return text.EndsWith('\n') ? text.TrimEnd('\n') + "\n" : text;
    }
}
