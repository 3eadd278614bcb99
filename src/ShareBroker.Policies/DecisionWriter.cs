using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Writes a decision as a value, the inverse of <see cref="DecisionReader"/>.</summary>
internal static class DecisionWriter
{
    public static RegoValue Write(Decision decision)
    {
        var fields = new RegoObject.Builder();
        foreach (var (path, action) in decision.Fields)
        {
            fields.Put(path, Field(action));
        }

        var builder = new RegoObject.Builder();
        builder.PutText("effect", decision.Effect == Effect.Permit ? "permit" : "deny");
        builder.Put("reasons", RegoArray.Of([.. decision.Reasons.Select(RegoString.Of)]));
        builder.Put("rules", RegoArray.Of([.. decision.Rules.Select(RegoString.Of)]));
        builder.Put("fields", fields.Build());
        builder.Put("obligations", RegoArray.Of([.. decision.Obligations.Select(Obligation)]));
        return builder.Build();
    }

    private static RegoObject Field(FieldAction action)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("action", FieldActionWords.Word(action.Action));
        builder.PutText("scheme", action.Scheme);
        builder.PutText("reason", action.Reason);
        foreach (var (name, value) in action.Parameters)
        {
            builder.Put(name, value.ToValue());
        }

        return builder.Build();
    }

    private static RegoObject Obligation(Obligation obligation)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("id", obligation.Id);
        foreach (var (name, value) in obligation.Parameters)
        {
            builder.Put(name, value.ToValue());
        }

        return builder.Build();
    }
}
