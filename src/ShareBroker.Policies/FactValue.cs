using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>One plain value of a fact: text, a flag, a whole number or a list of texts (<c>contracts: facts hold plain
/// values</c>).</summary>
public abstract record FactValue
{
    private FactValue()
    {
    }

    /// <summary>A word or a sentence.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : FactValue;

    /// <summary>True or false.</summary>
    /// <param name="Value">The claim.</param>
    public sealed record Flag(bool Value) : FactValue;

    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(long Value) : FactValue;

    /// <summary>A list of words, in the order given.</summary>
    /// <param name="Values">The words.</param>
    public sealed record Texts(IReadOnlyList<string> Values) : FactValue
    {
        /// <inheritdoc/>
        public bool Equals(Texts? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Aggregate(17, (hash, text) =>
            HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(text)));
    }

    /// <summary>The value as policies see it.</summary>
    public RegoValue ToValue() => this switch
    {
        Text text => RegoString.Of(text.Value),
        Flag flag => RegoBoolean.Of(flag.Value),
        Number number => RegoNumber.Of(number.Value),
        Texts texts => RegoArray.Of([.. texts.Values.Select(RegoString.Of)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads a plain value; false for null, fractions, objects and anything nested.</summary>
    /// <param name="value">The value as a policy or a scenario has it.</param>
    /// <param name="fact">The fact's value.</param>
    public static bool TryRead(RegoValue value, out FactValue fact)
    {
        switch (value)
        {
            case RegoString text:
                fact = new Text(text.Value);
                return true;
            case RegoBoolean flag:
                fact = new Flag(flag.Value);
                return true;
            case RegoNumber number when number.TryGetInt64(out var whole):
                fact = new Number(whole);
                return true;
            case RegoArray list when AllTexts(list, out var texts):
                fact = new Texts(texts);
                return true;
            default:
                fact = new Flag(Value: false);
                return false;
        }
    }

    /// <summary>The value in words, for explanations: <c>signed</c>, <c>true</c>, <c>16</c>.</summary>
    public sealed override string ToString() => this switch
    {
        Text text => text.Value,
        Flag flag => flag.Value ? "true" : "false",
        Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Texts texts => string.Join(", ", texts.Values),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool AllTexts(RegoArray list, out List<string> texts)
    {
        texts = [];
        foreach (var item in list.Items)
        {
            if (item is not RegoString text)
            {
                return false;
            }

            texts.Add(text.Value);
        }

        return true;
    }
}
