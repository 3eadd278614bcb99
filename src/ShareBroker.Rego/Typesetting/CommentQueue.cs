using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The comments of a text in their order, each to be written once. A row has at most one.</summary>
internal sealed class CommentQueue(IReadOnlyList<Comment> comments)
{
    private readonly Dictionary<int, int> _byRow = Indexed(comments);
    private readonly bool[] _taken = new bool[comments.Count];
    private int _next;

    /// <summary>Where the queue stands; what was taken out of turn stays taken when it is set back.</summary>
    public int Position
    {
        get => _next;
        set => _next = value;
    }

    /// <summary>The row of the next comment; null after the last.</summary>
    public int? NextRow
    {
        get
        {
            Skip();
            return _next < comments.Count ? comments[_next].Location.Row : null;
        }
    }

    public void Drop() => _next = comments.Count;

    /// <summary>The comments above a row.</summary>
    public IReadOnlyList<Comment> TakeAbove(int row)
    {
        List<Comment>? above = null;
        while (NextRow is { } next && next < row)
        {
            (above ??= []).Add(comments[_next++]);
        }

        return above ?? (IReadOnlyList<Comment>)[];
    }

    /// <summary>The comment of a row, when it is the next one.</summary>
    public Comment? TakeAt(int row) => NextRow == row ? comments[_next++] : null;

    public IReadOnlyList<Comment> TakeRest() => TakeAbove(int.MaxValue);

    /// <summary>The comment of a row, wherever the queue stands.</summary>
    public Comment? TakeOutOfTurn(int row)
    {
        if (!_byRow.TryGetValue(row, out var index) || index < _next || _taken[index])
        {
            return null;
        }

        _taken[index] = true;
        return comments[index];
    }

    private void Skip()
    {
        while (_next < comments.Count && _taken[_next])
        {
            _next++;
        }
    }

    private static Dictionary<int, int> Indexed(IReadOnlyList<Comment> comments)
    {
        var rows = new Dictionary<int, int>(comments.Count);
        for (var i = 0; i < comments.Count; i++)
        {
            rows.TryAdd(comments[i].Location.Row, i);
        }

        return rows;
    }
}
