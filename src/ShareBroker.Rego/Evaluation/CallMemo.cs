using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// What a function of several arguments gave. Most such functions are called a few times, each time for something else: nothing is noted
/// before many calls, and no more once many notes were of no use. A function that calls others twice each, level under level, is found
/// out by then. Arguments are told apart as in <see cref="ArgumentMemo"/>.
/// </summary>
internal sealed class CallMemo
{
    /// <summary>How many calls are not noted.</summary>
    public const int CallsBefore = 64;

    /// <summary>How many notes may be of no use before the rest of the calls is not noted.</summary>
    public const int TriesMax = 512;

    private const int KeptMax = 2048;

    // A power of two, at least half of it free.
    private Entry[] _entries = new Entry[64];
    private int _count;
    private int _calls;
    private int _hits;

    /// <summary>Counts a call, and says whether its result is worth noting.</summary>
    public bool IsWorthNoting() => ++_calls > CallsBefore && (_hits > 0 || _count < TriesMax);

    /// <summary>Whether the function was called with these arguments, with the result, which may be null for undefined.</summary>
    public bool TryGet(ReadOnlySpan<Slot> arguments, out RegoValue? value)
    {
        var mask = _entries.Length - 1;
        for (var at = HashOf(arguments) & mask; _entries[at].Arguments is { } known; at = (at + 1) & mask)
        {
            if (Same(known, arguments))
            {
                _hits++;
                value = _entries[at].Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Notes a result.</summary>
    public void Add(ReadOnlySpan<Slot> arguments, RegoValue? value)
    {
        if ((_count + 1) * 2 > _entries.Length)
        {
            Grow();
        }

        Place(_entries, new Entry(arguments.ToArray(), value));
        _count++;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (_count > 0)
        {
            _entries = _entries.Length > KeptMax ? new Entry[64] : _entries;
            Array.Clear(_entries);
        }

        (_count, _calls, _hits) = (0, 0, 0);
    }

    private static int HashOf(ReadOnlySpan<Slot> arguments)
    {
        var hash = 0;
        foreach (var argument in arguments)
        {
            hash = unchecked((hash * 31) + ArgumentMemo.HashOfArgument(argument.Value!));
        }

        return hash;
    }

    private static bool Same(Slot[] known, ReadOnlySpan<Slot> arguments)
    {
        for (var i = 0; i < known.Length; i++)
        {
            if (!ArgumentMemo.SameArgument(known[i].Value!, arguments[i].Value!))
            {
                return false;
            }
        }

        return true;
    }

    private static void Place(Entry[] entries, Entry entry)
    {
        var mask = entries.Length - 1;
        var at = HashOf(entry.Arguments) & mask;
        while (entries[at].Arguments is not null)
        {
            at = (at + 1) & mask;
        }

        entries[at] = entry;
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (var entry in _entries)
        {
            if (entry.Arguments is not null)
            {
                Place(larger, entry);
            }
        }

        _entries = larger;
    }

    private readonly record struct Entry(Slot[]? Arguments, RegoValue? Value);
}
