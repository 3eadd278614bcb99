using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Engines;

/// <summary>One answer of one engine, in a form that can be compared.</summary>
/// <param name="Kind">What kind of answer it is.</param>
/// <param name="Text">The distinct bindings as sorted JSON, or the codes of an error.</param>
/// <param name="Detail">The message of an error, for a reader.</param>
internal sealed record Outcome(OutcomeKind Kind, string Text, string Detail = "")
{
    public bool IsUndefined => Kind == OutcomeKind.Answer && Text == "[]";

    public bool IsValue => Kind == OutcomeKind.Answer && Text != "[]";

    public static Outcome Of(IEnumerable<RegoValue> bindings) =>
        new(OutcomeKind.Answer, $"[{string.Join(", ", bindings.Select(RegoJson.Write).Distinct().Order(StringComparer.Ordinal))}]");

    public static Outcome Of(OutcomeKind kind, IEnumerable<(string Code, string Message)> errors)
    {
        var all = errors.ToArray();
        return new Outcome(kind, string.Join(", ", all.Select(static e => e.Code).Distinct().Order(StringComparer.Ordinal)),
            string.Join("; ", all.Select(static error => error.Message)));
    }

    public bool Agrees(Outcome other) => Kind == other.Kind && Text == other.Text;

    public override string ToString() => $"{Kind}: {Text}{(Detail.Length == 0 ? string.Empty : " (" + Detail + ")")}";
}
