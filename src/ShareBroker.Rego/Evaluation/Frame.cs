using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// The variables of one running rule, function or query. Frames are reused: a plan writes each slot before it reads it, so nothing is
/// cleared.
/// </summary>
internal sealed class Frame(Execution run)
{
    /// <summary>The evaluation this frame belongs to.</summary>
    public readonly Execution Run = run;

    /// <summary>One place for each variable; arguments and lookup keys come first.</summary>
    public RegoValue?[] Slots = new RegoValue?[16];

    /// <summary>What is being collected: place 0 is the rule's own document, others belong to comprehensions.</summary>
    public object?[] Collectors = new object?[4];

    /// <summary>The value a single-value body has given so far.</summary>
    public RegoValue? Result;

    /// <summary>Makes room for a plan.</summary>
    public void Prepare(BodySize size)
    {
        if (Slots.Length < size.Slots)
        {
            Slots = new RegoValue?[size.Slots * 2];
        }

        if (Collectors.Length < size.Collectors)
        {
            Collectors = new object?[size.Collectors * 2];
        }

        Result = null;
    }
}
