using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// That an array of base data was looped over for a field, and from the second time on an index over that field. A race loses one of two
/// findings, which is then found out again.
/// </summary>
internal sealed class ArrayIndexes(RegoValue key, bool isStart, ArrayIndexes? others)
{
    private bool _isMade;

    public RegoValue Field => key;

    public bool IsStart => isStart;

    /// <summary>The same for other fields.</summary>
    public ArrayIndexes? Others => others;

    /// <summary>Whether it is known what the index is.</summary>
    public bool IsMade => Volatile.Read(ref _isMade);

    /// <summary>The index; null when the array cannot be indexed by this field.</summary>
    public FieldIndex? Index { get; private set; }

    /// <summary>Takes the index over.</summary>
    public FieldIndex? Made(FieldIndex? index)
    {
        Index = index;
        Volatile.Write(ref _isMade, true);
        return index;
    }
}
