namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// The variables of one running rule, function or query. Frames are reused: a plan writes each slot before it reads it, so nothing is
/// cleared before the evaluation ends.
/// </summary>
internal sealed class Frame(Execution run)
{
    private const int KeptMax = 256;

    /// <summary>The evaluation this frame belongs to.</summary>
    public readonly Execution Run = run;

    /// <summary>One place for each variable; arguments and lookup keys come first.</summary>
    public Slot[] Slots = new Slot[16];

    /// <summary>What is being collected: place 0 is the rule's own document, others belong to comprehensions.</summary>
    public object?[] Collectors = new object?[4];

    /// <summary>The value a single-value body has given so far.</summary>
    public Values.RegoValue? Result;

    /// <summary>Makes room for a plan.</summary>
    public void Prepare(BodySize size)
    {
        if (Slots.Length < size.Slots)
        {
            Slots = new Slot[size.Slots * 2];
        }

        if (Collectors.Length < size.Collectors)
        {
            Collectors = new object?[size.Collectors * 2];
        }

        Result = null;
    }

    /// <summary>Forgets every value, so that nothing of one request outlives it.</summary>
    public void Clear()
    {
        Slots = Slots.Length > KeptMax ? new Slot[16] : Slots;
        Array.Clear(Slots);
        Array.Clear(Collectors);
        Result = null;
    }
}
