namespace ShareBroker.Policies.Proving;

/// <summary>One property of a request with finitely many values.</summary>
/// <param name="index">Position among the variables of its world.</param>
/// <param name="name">What people call it.</param>
/// <param name="values">Its values.</param>
internal sealed class Variable(int index, string name, IReadOnlyList<string> values)
{
    /// <summary>More values than this are never tested one by one.</summary>
    public const int ValuesMax = 127;

    public int Index { get; } = index;

    public string Name { get; } = name;

    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>Every value.</summary>
    public UInt128 Full { get; } = (UInt128.One << Math.Min(values.Count, ValuesMax)) - 1;

    /// <summary>The values that a test accepts.</summary>
    public Formula In(Func<string, bool> accepts)
    {
        if (Values.Count > ValuesMax)
        {
            return Formula.True;
        }

        var mask = UInt128.Zero;
        for (var at = 0; at < Values.Count; at++)
        {
            mask |= accepts(Values[at]) ? UInt128.One << at : UInt128.Zero;
        }

        return new Formula.Is(this, mask);
    }
}
