namespace ShareBroker.Policies.Scenarios;

/// <summary>Compares decisions with what scenarios expect.</summary>
public static class ScenarioComparison
{
    /// <summary>One line for each difference; empty when the decision is as expected.</summary>
    /// <param name="expectation">What is expected.</param>
    /// <param name="decision">What was decided.</param>
    public static IReadOnlyList<string> Differences(ScenarioExpectation expectation, Decision decision)
    {
        var differences = new List<string>();
        Compare("effect", expectation.Effect, decision.Effect == Effect.Permit ? "permit" : "deny", differences);
        Compare("reasons", string.Join(' ', expectation.Reasons), string.Join(' ', decision.Reasons), differences);
        foreach (var path in expectation.Fields.Keys.Union(decision.Fields.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            CompareField(path, expectation.Fields.GetValueOrDefault(path), decision.Fields.GetValueOrDefault(path), differences);
        }

        var obligations = decision.Obligations.Select(obligation => obligation.Id).ToList();
        if (expectation.Obligations is { } exact)
        {
            Compare("obligations", string.Join(' ', exact), string.Join(' ', obligations), differences);
        }

        differences.AddRange(expectation.ObligationsInclude.Except(obligations, StringComparer.Ordinal)
            .Select(missing => $"obligation missing: {missing}"));
        return differences;
    }

    private static void CompareField(string path, ExpectedField? expected, FieldAction? decided, List<string> differences)
    {
        if (expected is null || decided is null)
        {
            Compare(path, expected is null ? "no entry" : "an entry", decided is null ? "no entry" : "an entry", differences);
            return;
        }

        Compare(path + ".action", expected.Action, FieldActionWords.Word(decided.Action), differences);
        Compare(path + ".scheme", expected.Scheme ?? "none", decided.Scheme ?? "none", differences);
        if (expected.Reason is { } reason)
        {
            Compare(path + ".reason", reason, decided.Reason ?? "none", differences);
        }
    }

    private static void Compare(string what, string wanted, string got, List<string> differences)
    {
        if (wanted != got)
        {
            differences.Add($"{what}: want {wanted}, got {got}");
        }
    }
}
