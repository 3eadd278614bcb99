using System.Collections.Immutable;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>What a branch has learnt about the unknown: which variable stands for which reference, and which must equal a value.</summary>
internal sealed record Facts(
    ImmutableDictionary<string, string> Variables,
    ImmutableDictionary<string, Term.Ref> References,
    ImmutableDictionary<string, RegoValue> Values)
{
    public static Facts None { get; } = new(
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Term.Ref>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, RegoValue>(StringComparer.Ordinal));

    public Facts Define(string variable, Term.Ref reference, string text) => this with
    {
        Variables = Variables.SetItem(text, variable),
        References = References.SetItem(variable, reference),
    };

    public Facts Know(string variable, RegoValue value) => this with { Values = Values.SetItem(variable, value) };

    /// <summary>Whether no world can agree with both: the same unknown is one thing here and another there.</summary>
    public bool Excludes(Facts other)
    {
        foreach (var (variable, value) in Values)
        {
            var there = References.TryGetValue(variable, out var reference)
                ? other.Variables.GetValueOrDefault(TermPrinter.Of(reference))
                : variable;
            if (there is not null && other.Values.TryGetValue(there, out var otherValue) && !value.Equals(otherValue))
            {
                return true;
            }
        }

        return false;
    }
}
