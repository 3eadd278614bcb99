using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Testing;

/// <summary>Gathers what evaluations reached, and the inputs that tests put in place. For one thread.</summary>
internal sealed class CoverageSink : ICoverageSink
{
    private readonly HashSet<(string File, int Row)> _rows = [];

    /// <summary>Rows of heads that gave a value.</summary>
    public HashSet<(string File, int Row)> Heads { get; } = [];

    /// <summary>Each different input under which something was evaluated.</summary>
    public HashSet<RegoValue> Inputs { get; } = [];

    /// <summary>Whether a head or an expression of this row was reached.</summary>
    public bool Reached(string file, int row) => _rows.Contains((file, row)) || Heads.Contains((file, row));

    public void RowReached(string file, int row) => _rows.Add((file, row));

    public void RuleFired(string file, int row) => Heads.Add((file, row));

    public void InputReplaced(RegoValue input) => Inputs.Add(input);
}
