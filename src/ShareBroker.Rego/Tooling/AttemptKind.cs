namespace ShareBroker.Rego.Tooling;

/// <summary>What became of a rule in an evaluation.</summary>
public enum AttemptKind
{
    /// <summary>It gave a value.</summary>
    Held,

    /// <summary>It was tried, and an expression of its body did not hold.</summary>
    Stopped,

    /// <summary>It was tried for keys or arguments that its head does not take.</summary>
    DidNotFit,

    /// <summary>What it begins with is known not to hold, so it was not tried.</summary>
    PassedOver,

    /// <summary>It was not needed: another rule had given the value, or nobody asked.</summary>
    NotNeeded,
}
