namespace ShareBroker.Rego.Syntax;

/// <summary>How a statement joins the bodies that are its operands.</summary>
internal enum LogicKind
{
    /// <summary>Its one operand has no solution.</summary>
    Not,

    /// <summary>Each operand has a solution; the first without one ends the evaluation.</summary>
    And,

    /// <summary>An operand has a solution; the first with one ends the evaluation.</summary>
    Or,
}
