using System.Runtime.CompilerServices;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// What a function gave for its argument, or a partial rule for its key. Keys are told apart by value. Arguments are when they are texts
/// or booleans; composites by identity, since comparing deep arguments costs more than most functions do, and numbers too, since
/// <c>1</c> and <c>1.0</c> are equal but print differently. Reused from one evaluation to the next.
/// </summary>
internal sealed class ArgumentMemo(bool isByValue)
{
    private const int KeptMax = 512;

    // A power of two, at least half of it free.
    private Entry[] _entries = new Entry[8];
    private int _count;
    private int _calls;
    private int _hits;

    /// <summary>Whether the argument was asked before, with the answer, which may be null for undefined.</summary>
    public bool TryGet(RegoValue argument, out RegoValue? value)
    {
        var entries = _entries;
        var mask = entries.Length - 1;
        for (var at = HashOf(argument) & mask; ; at = (at + 1) & mask)
        {
            ref var entry = ref entries[at];
            if (entry.Argument is null)
            {
                value = null;
                return false;
            }

            if (Same(entry.Argument, argument))
            {
                value = entry.Value;
                return true;
            }
        }
    }

    /// <summary>
    /// Counts a call with an argument that mostly never comes again, and says whether such calls are worth noting: not the first ones,
    /// and no more once many notes were of no use.
    /// </summary>
    public bool IsWorthNoting() => ++_calls > CallMemo.CallsBefore && (_hits > 0 || _count < CallMemo.TriesMax);

    /// <summary>Says that a note was of use.</summary>
    public void CountHit() => _hits++;

    /// <summary>Takes note of an answer for an argument that was not asked before.</summary>
    public void Add(RegoValue argument, RegoValue? value)
    {
        if ((_count + 1) * 2 > _entries.Length)
        {
            Grow();
        }

        Place(_entries, argument, value);
        _count++;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_calls, _hits) = (0, 0);
        if (_count == 0)
        {
            return;
        }

        _count = 0;
        if (_entries.Length > KeptMax)
        {
            _entries = new Entry[8];
        }
        else
        {
            Array.Clear(_entries);
        }
    }

    /// <summary>The hash of an argument by which functions are remembered.</summary>
    public static int HashOfArgument(RegoValue argument) =>
        IsPlain(argument) ? argument.GetHashCode() : RuntimeHelpers.GetHashCode(argument);

    /// <summary>Whether a function must give the same for both.</summary>
    public static bool SameArgument(RegoValue known, RegoValue argument) =>
        ReferenceEquals(known, argument) || (IsPlain(argument) && known.Equals(argument));

    /// <summary>Whether equal arguments cannot be told apart: texts, booleans, null.</summary>
    public static bool IsPlain(RegoValue argument) => argument.Kind is < RegoKind.Array and not RegoKind.Number;

    private bool IsByValue(RegoValue argument) => isByValue || IsPlain(argument);

    private int HashOf(RegoValue argument) => IsByValue(argument) ? argument.GetHashCode() : RuntimeHelpers.GetHashCode(argument);

    private bool Same(RegoValue known, RegoValue argument) =>
        ReferenceEquals(known, argument) || (IsByValue(argument) && known.Equals(argument));

    private void Place(Entry[] entries, RegoValue argument, RegoValue? value)
    {
        var mask = entries.Length - 1;
        var at = HashOf(argument) & mask;
        while (entries[at].Argument is not null)
        {
            at = (at + 1) & mask;
        }

        entries[at] = new Entry { Argument = argument, Value = value };
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (var entry in _entries)
        {
            if (entry.Argument is not null)
            {
                Place(larger, entry.Argument, entry.Value);
            }
        }

        _entries = larger;
    }

    private struct Entry
    {
        public RegoValue? Argument;
        public RegoValue? Value;
    }
}
