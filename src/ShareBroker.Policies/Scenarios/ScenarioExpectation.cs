namespace ShareBroker.Policies.Scenarios;

/// <summary>What a scenario expects.</summary>
public sealed record ScenarioExpectation
{
    /// <summary><c>permit</c> or <c>deny</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>Exactly these reasons, sorted.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Action, and scheme and reason where given, of every requested path.</summary>
    public required IReadOnlyDictionary<string, ExpectedField> Fields { get; init; }

    /// <summary>Exactly these obligation ids; null where only <see cref="ObligationsInclude"/> counts.</summary>
    public IReadOnlyList<string>? Obligations { get; init; }

    /// <summary>These obligation ids among others.</summary>
    public required IReadOnlyList<string> ObligationsInclude { get; init; }
}
