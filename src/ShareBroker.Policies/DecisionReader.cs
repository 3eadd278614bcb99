using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Reads a decision strictly: whatever is not exactly a decision of the contract is refused, so that doubt ends in a
/// denial.</summary>
internal static class DecisionReader
{
    private static readonly HashSet<string> Members = new(["effect", "reasons", "rules", "fields", "obligations"], StringComparer.Ordinal);

    public static Decision Read(RegoValue value, IReadOnlyCollection<string> requestedPaths)
    {
        try
        {
            var root = new MemberReader(value, "decision");
            if (root.Members().FirstOrDefault(member => !Members.Contains(member.Key)).Key is { } unknown)
            {
                throw root.Malformed(unknown, "left out: a decision has no such member");
            }

            var decision = new Decision
            {
                Effect = ReadEffect(root),
                Reasons = Sorted(root, "reasons"),
                Rules = Sorted(root, "rules"),
                Fields = Fields(root),
                Obligations = Obligations(root),
            };
            Check(root, decision, requestedPaths);
            return decision;
        }
        catch (PolicyException fault) when (fault.Code == "input_malformed")
        {
            throw new PolicyException("decision_malformed", fault.Message, fault);
        }
    }

    private static Effect ReadEffect(MemberReader root) => root.Text("effect") switch
    {
        "permit" => Effect.Permit,
        "deny" => Effect.Deny,
        _ => throw root.Malformed("effect", "'permit' or 'deny'"),
    };

    private static IReadOnlyList<string> Sorted(MemberReader root, string member)
    {
        var texts = root.Texts(member);
        for (var index = 1; index < texts.Count; index++)
        {
            if (string.CompareOrdinal(texts[index - 1], texts[index]) >= 0)
            {
                throw root.Malformed(member, "sorted and without duplicates");
            }
        }

        return texts;
    }

    private static Dictionary<string, FieldAction> Fields(MemberReader root)
    {
        var fields = new Dictionary<string, FieldAction>(StringComparer.Ordinal);
        foreach (var (path, value) in root.Object("fields").Members())
        {
            var member = new MemberReader(value, "decision.fields." + path);
            if (!FieldActionWords.TryParse(member.Text("action"), out var action))
            {
                throw member.Malformed("action", "an action of the vocabulary");
            }

            fields[path] = new FieldAction
            {
                Action = action,
                Scheme = member.OptionalText("scheme"),
                Reason = member.OptionalText("reason"),
                Parameters = Parameters(member, "action", "scheme", "reason"),
            };
        }

        return fields;
    }

    private static List<Obligation> Obligations(MemberReader root)
    {
        var obligations = new List<Obligation>();
        foreach (var member in root.Objects("obligations"))
        {
            var obligation = new Obligation(member.Text("id"), Parameters(member, "id"));
            if (obligations.Count > 0 && string.CompareOrdinal(obligations[^1].Id, obligation.Id) >= 0)
            {
                throw root.Malformed("obligations", "sorted by id, each id once");
            }

            obligations.Add(obligation);
        }

        return obligations;
    }

    private static Dictionary<string, FactValue> Parameters(MemberReader member, params ReadOnlySpan<string> known)
    {
        var parameters = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (name, value) in member.Members())
        {
            if (!known.Contains(name))
            {
                parameters[name] = FactValue.TryRead(value, out var read) ? read : throw member.Malformed(name, "a plain value");
            }
        }

        return parameters;
    }

    private static void Check(MemberReader root, Decision decision, IReadOnlyCollection<string> requestedPaths)
    {
        if (decision.Reasons.Count == 0)
        {
            throw root.Malformed("reasons", "at least one reason code");
        }

        var prefix = decision.Effect == Effect.Permit ? "permit_" : "deny_";
        if (!decision.Reasons.All(reason => reason.StartsWith(prefix, StringComparison.Ordinal)))
        {
            throw root.Malformed("reasons", "codes of the same effect");
        }

        if (decision.Effect == Effect.Deny && decision.Fields.Count > 0)
        {
            throw root.Malformed("fields", "empty on a denial");
        }

        var asked = new HashSet<string>(requestedPaths, StringComparer.Ordinal);
        if (decision.Effect == Effect.Permit && !asked.SetEquals(decision.Fields.Keys))
        {
            throw root.Malformed("fields", "one entry for each requested path");
        }
    }
}
