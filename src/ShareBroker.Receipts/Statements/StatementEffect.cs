namespace ShareBroker.Receipts.Statements;

/// <summary>What was decided. The zero value is the refusal.</summary>
public enum StatementEffect
{
    /// <summary>Nothing may be disclosed.</summary>
    Deny,

    /// <summary>What the fields say may be disclosed.</summary>
    Permit,
}
