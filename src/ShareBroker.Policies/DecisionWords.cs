namespace ShareBroker.Policies;

/// <summary>Says in two words what a decision does to a path.</summary>
internal static class DecisionWords
{
    public const string Deny = "deny";

    /// <summary>The action, with its scheme where it has one; <see cref="Deny"/> on a denial and for a path nobody asked for.</summary>
    public static string Of(Decision decision, string path) =>
        decision.Effect == Effect.Deny || !decision.Fields.TryGetValue(path, out var action) ? Deny
            : action.Scheme is { } scheme ? $"{FieldActionWords.Word(action.Action)} {scheme}"
            : FieldActionWords.Word(action.Action);
}
