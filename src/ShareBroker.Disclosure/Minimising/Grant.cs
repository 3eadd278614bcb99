using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>What a permit grants: one entry for each requested path, in request order, each path once.</summary>
internal sealed record Grant(IReadOnlyList<FieldGrant> Fields)
{
    public static Grant Nothing { get; } = new([]);

    /// <summary>The grant of a decision; a path of which the decision says nothing is withheld.</summary>
    public static Grant Of(Decision decision, IEnumerable<string> requestedPaths)
    {
        var silent = new FieldAction { Action = FieldActionKind.Withhold, Reason = "deny_default" };
        return decision.Effect == Effect.Permit
            ? new Grant([.. requestedPaths.Distinct(StringComparer.Ordinal)
                .Select(path => new FieldGrant(path, decision.Fields.GetValueOrDefault(path, silent)))])
            : Nothing;
    }

    /// <summary>
    /// INVARIANT: the result allows nothing that this grant did not allow. A second decision takes away; what it adds is ignored.
    /// </summary>
    public Grant NarrowedBy(Decision second) => second.Effect == Effect.Permit
        ? new Grant([.. Fields.Select(field => field.NarrowedBy(second.Fields.GetValueOrDefault(field.Path)))])
        : Nothing;
}
