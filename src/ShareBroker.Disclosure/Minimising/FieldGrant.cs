using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>What may happen to one requested path.</summary>
internal sealed record FieldGrant(string Path, FieldAction What)
{
    /// <summary>Reason of a path that two decisions do not agree on, or whose value is outside its closed set.</summary>
    public const string ReducedReason = "field_minimised";

    private static readonly FieldAction Nothing = new() { Action = FieldActionKind.Withhold, Reason = ReducedReason };

    public FieldActionKind Action => What.Action;

    /// <summary>The same path, withheld.</summary>
    public FieldGrant Withheld() => Action == FieldActionKind.Withhold ? this : new FieldGrant(Path, Nothing);

    /// <summary>The stricter of two decisions about this path; withheld where neither is stricter and they differ.</summary>
    public FieldGrant NarrowedBy(FieldAction? second)
    {
        if (second is null)
        {
            return Withheld();
        }

        if (second.Action != Action)
        {
            return second.Action > Action ? this with { What = second } : this;
        }

        if (Action is FieldActionKind.Disclose or FieldActionKind.Withhold)
        {
            return this with { What = second };
        }

        return IsSame(second) ? this : Withheld();
    }

    private bool IsSame(FieldAction second) =>
        string.Equals(What.Scheme, second.Scheme, StringComparison.Ordinal) &&
        What.Parameters.Count == second.Parameters.Count &&
        What.Parameters.All(pair => second.Parameters.TryGetValue(pair.Key, out var other) && other.Equals(pair.Value));
}
