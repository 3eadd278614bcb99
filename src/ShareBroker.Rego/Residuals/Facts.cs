using System.Collections.Immutable;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>What a branch has learnt about the unknown: which variable stands for which reference or comprehension, and
/// which must equal a value.</summary>
internal sealed record Facts(
    ImmutableDictionary<string, string> Variables,
    ImmutableDictionary<string, Term.Ref> References,
    ImmutableDictionary<string, RegoValue> Values,
    ImmutableDictionary<string, Closure> Closures,
    ImmutableDictionary<string, Closure> Counts)
{
    public static Facts None { get; } = new(
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Term.Ref>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, RegoValue>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Closure>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Closure>(StringComparer.Ordinal));

    public Facts Define(string variable, Term.Ref reference, string text) => this with
    {
        Variables = Variables.SetItem(text, variable),
        References = References.SetItem(variable, reference),
    };

    public Facts Know(string variable, RegoValue value) => this with { Values = Values.SetItem(variable, value) };

    /// <summary>The variable stands for the value of a comprehension.</summary>
    public Facts Close(string variable, Closure closure) => this with { Closures = Closures.SetItem(variable, closure) };

    /// <summary>The variable stands for the number of members of a comprehension.</summary>
    public Facts Count(string variable, Closure closure) => this with { Counts = Counts.SetItem(variable, closure) };

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
