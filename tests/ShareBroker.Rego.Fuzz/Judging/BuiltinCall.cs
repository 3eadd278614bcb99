using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>A call of a builtin with all of its arguments known.</summary>
internal sealed record BuiltinCall(string Name, RegoArray Arguments)
{
    /// <summary>What tells calls apart: equal numbers that are written in two ways make two calls.</summary>
    public string Key { get; } = Name + Arguments;

    /// <summary>The call over an input that holds the arguments, so that no type of them is known before it is made.</summary>
    public string Text => $"{Name}({string.Join(", ", Enumerable.Range(0, Arguments.Count).Select(static index => $"input[{index}]"))})";

    /// <summary>The input that holds the arguments, as a term.</summary>
    public string Input => Node.OfTerm(Arguments).ToString();
}
