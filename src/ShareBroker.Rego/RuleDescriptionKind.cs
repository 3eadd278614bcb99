namespace ShareBroker.Rego;

/// <summary>The kinds of definition that a policy is made of.</summary>
public enum RuleDescriptionKind
{
    /// <summary>One value.</summary>
    Complete,

    /// <summary>One member of a set.</summary>
    PartialSet,

    /// <summary>One entry of an object.</summary>
    PartialObject,

    /// <summary>A function of its arguments.</summary>
    Function,

    /// <summary>The value when no other definition gives one.</summary>
    Default,
}
