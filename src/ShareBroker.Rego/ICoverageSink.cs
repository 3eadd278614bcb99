using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>Hears what an evaluation reached. Called on the evaluating thread; must be quick, must not throw and must not keep the
/// thread.</summary>
public interface ICoverageSink
{
    /// <summary>The expression that begins in this row was evaluated and held at least once.</summary>
    /// <param name="file">The name of the source.</param>
    /// <param name="row">The line, from 1.</param>
    void RowReached(string file, int row);

    /// <summary>The definition whose head stands in this row gave a value.</summary>
    /// <param name="file">The name of the source.</param>
    /// <param name="row">The line of the head, from 1.</param>
    void RuleFired(string file, int row);

    /// <summary>An expression goes on under another input (<c>with input as …</c>); told before it is evaluated.</summary>
    /// <param name="input">The whole input that it sees.</param>
    void InputReplaced(RegoValue input)
    {
    }
}
