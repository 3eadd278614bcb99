namespace ShareBroker.Policies.Proving;

/// <summary>What a search came to.</summary>
internal sealed class Verdict
{
    private readonly IReadOnlyList<(Variable Variable, UInt128 Values)> _found;

    private Verdict(bool isImpossible, IReadOnlyList<(Variable, UInt128)> found)
    {
        IsImpossible = isImpossible;
        _found = found;
    }

    /// <summary>No request makes the statements true: a proof.</summary>
    public static Verdict Impossible { get; } = new(isImpossible: true, []);

    /// <summary>The search was given up; nothing is proved.</summary>
    public static Verdict Unknown { get; } = new(isImpossible: false, []);

    public bool IsImpossible { get; }

    /// <summary>Nothing is proved.</summary>
    public bool IsUnknown => ReferenceEquals(this, Unknown);

    /// <summary>Some request makes them true.</summary>
    public static Verdict Possible(IReadOnlyList<Variable> variables, UInt128[] values) =>
        new(isImpossible: false, [.. variables.Select(variable => (variable, values[variable.Index]))]);

    /// <summary>The variables that may not have every value, with those that they may have; any choice among them will do.</summary>
    public IEnumerable<(Variable Variable, IReadOnlyList<string> Values)> Narrowed => _found
        .Where(static found => found.Variable.Values.Count <= Variable.ValuesMax && found.Values != found.Variable.Full)
        .Select(static found => (found.Variable, (IReadOnlyList<string>)
            [.. found.Variable.Values.Where((_, at) => (found.Values >> at & UInt128.One) == UInt128.One)]));

    /// <summary>An example in words: the variables that matter, with one value each.</summary>
    public string Example(params ReadOnlySpan<string> names)
    {
        var wanted = names.ToArray();
        var said = _found.Where(found => wanted.Contains(found.Variable.Name, StringComparer.Ordinal)
                && found.Variable.Values.Count <= Variable.ValuesMax)
            .Select(found => $"{found.Variable.Name} {found.Variable.Values[(int)UInt128.TrailingZeroCount(found.Values)]}");
        return string.Join(", ", said) is { Length: > 0 } example ? example : "too many cases to try";
    }
}
