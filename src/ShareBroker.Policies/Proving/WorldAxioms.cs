namespace ShareBroker.Policies.Proving;

/// <summary>What holds of every request by the rules of <c>policies/base</c> that make facets, as far as proofs need it.</summary>
internal static class WorldAxioms
{
    public static IEnumerable<Formula> Of(World world)
    {
        var counted = world.Words.List("aggregate_purposes").ToHashSet(StringComparer.Ordinal);
        yield return Implies(Is(world, "payload", "aggregate"), world.Purpose(counted.Contains));
        yield return Implies(Is(world, "payload", "personal"), world.Purpose(purpose => !counted.Contains(purpose)));
        yield return Implies(Is(world, "payload", "none"), new Formula.All(
        [
            Is(world, "received_earlier", "no"),
            .. world.Words.Words("purposes").Select(purpose => Formula.Not(world.Has("origin", purpose))),
        ]));

        // base-15: an emergency is bilateral, without a meeting, and counts as escalated.
        yield return Implies(Is(world, "emergency", "yes"), new Formula.All(
        [
            world.Purpose(purpose => purpose == "security.imminent_harm"), world.Forum(forum => forum == "bilateral"),
            Is(world, "case.imminent_risk", "true"), Is(world, "meeting", "none"), Is(world, "escalation", "recorded"),
            Is(world, "acute", "yes"),
        ]));
        yield return Implies(Is(world, "acute", "yes"), Is(world, "case.imminent_risk", "true"));
        var escalated = new List<Formula> { Is(world, "case.escalation", "recorded"), Is(world, "emergency", "yes") };
        if (world.EscalationFact is { } fact)
        {
            escalated.Add(Is(world, fact, "true"));
        }

        yield return Same(Is(world, "escalation", "recorded"), new Formula.Any(escalated));
        yield return Same(Is(world, "explicit_consent", "yes"),
            new Formula.All([Is(world, "consent_code", "named"), Is(world, "consent", "given")]));
        foreach (var status in new[] { "given", "refused", "withdrawn", "expired" })
        {
            yield return Same(Is(world, "consent", status), Is(world, "consent.status", status));
        }

        yield return Same(world.Has("grounds", "consent"), Is(world, "consent", "given"));
        yield return Same(world.Has("grounds", "threat"), Is(world, "case.security_threat", "confirmed"));
        yield return Same(world.Has("grounds", "statute"), Is(world, "statute.dpo_confirmed", "true"));
        yield return Same(Is(world, "contact_points", "yes"),
            new Formula.All([Is(world, "receiver.is_spoc", "true"), Is(world, "holder.role", "spoc")]));
        yield return Same(world.Has("subject", "minor"), Formula.Not(world.Has("subject", "adult")));
        yield return Implies(world.Has("subject", "over_25"), world.Has("subject", "of_age"));
    }

    private static Formula Is(World world, string name, string value) => world.Meets(name, [value]);

    private static Formula.Any Implies(Formula first, Formula second) => new([Formula.Not(first), second]);

    private static Formula.All Same(Formula first, Formula second) => new([Implies(first, second), Implies(second, first)]);
}
