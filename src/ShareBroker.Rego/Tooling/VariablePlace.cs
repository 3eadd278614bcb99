using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>A variable, or a part of an expression that the compiler gave one, where it stands and what it is.</summary>
/// <param name="Title">Its text as written.</param>
/// <param name="Value">Its value; null when it is undefined.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record VariablePlace(string Title, RegoValue? Value, Location Location)
{
    /// <summary>It is the bare <c>input</c> or <c>data</c>, or a name that stands for a document.</summary>
    public bool IsRoot { get; init; }

    public int Column => Location.Column;
}
