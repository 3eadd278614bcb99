using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>One call of a builtin, asked alone, to which the engines give different answers.</summary>
/// <param name="Name">The builtin.</param>
/// <param name="Arguments">What it is called with.</param>
/// <param name="Ours">The answer of this engine: under <c>x</c> the value, under <c>t</c> its text in Rego's notation.</param>
/// <param name="Theirs">The answer of the reference engine.</param>
/// <param name="IsStrict">Whether a builtin that fails ended the evaluation; the answers have no <c>t</c> then.</param>
/// <param name="Again">Asks both engines for the same builtin with other arguments.</param>
internal sealed record CallDifference(
    string Name, IReadOnlyList<RegoValue> Arguments, Outcome Ours, Outcome Theirs, bool IsStrict,
    Func<IReadOnlyList<RegoValue>, Task<(Outcome Ours, Outcome Theirs)>> Again)
{
    public bool BothAnswer => Ours.IsValue && Theirs.IsValue;

    /// <summary>The value that this engine gives; null when there is none.</summary>
    public RegoValue? OurValue => ValueOf(Ours);

    /// <summary>The value that the reference engine gives; null when there is none.</summary>
    public RegoValue? TheirValue => ValueOf(Theirs);

    /// <summary>Every value among the arguments and inside them.</summary>
    public IEnumerable<RegoValue> AllInside => Arguments.SelectMany(Inside);

    public static RegoValue? ValueOf(Outcome outcome) =>
        outcome.IsValue && RegoJson.Parse(outcome.Text) is RegoArray { Count: 1 } one && one[0] is RegoObject binding
            ? binding.Get(RegoString.Of("x"))
            : null;

    private static IEnumerable<RegoValue> Inside(RegoValue value)
    {
        IEnumerable<RegoValue> parts = value switch
        {
            RegoArray array => array.Items.ToArray(),
            RegoSet set => set.Items.ToArray(),
            RegoObject map => map.Keys.ToArray().SelectMany(key => new[] { key, map.Get(key)! }),
            _ => [],
        };
        return parts.SelectMany(Inside).Prepend(value);
    }
}
