namespace ShareBroker.Receipts;

/// <summary>The steps of verification in their order. The first that fails is named; nothing after it counts.</summary>
public enum VerificationStep
{
    /// <summary>The receipt, its JWS, disclosures, proof and statement are spelled strictly.</summary>
    Parse,

    /// <summary>The trust file knows a log of the checkpoint's origin.</summary>
    Trust,

    /// <summary>That log's key signed the checkpoint.</summary>
    Checkpoint,

    /// <summary>Enough witnesses cosigned.</summary>
    Quorum,

    /// <summary>The statement is the leaf at its index in the checkpoint's tree.</summary>
    Inclusion,

    /// <summary>A trusted statement key signed the statement.</summary>
    Signature,

    /// <summary>The statement is of this log and names only what came before it.</summary>
    Bounds,

    /// <summary>Every disclosure opens a digest of the statement.</summary>
    Openings,

    /// <summary>What was generalised, masked or aggregated follows from its opened source.</summary>
    Transformations,

    /// <summary>The decision, run again from the opened input and the logged policy, is the same.</summary>
    Decision,
}
