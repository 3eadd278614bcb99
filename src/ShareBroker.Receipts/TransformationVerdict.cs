namespace ShareBroker.Receipts;

/// <summary>What came of recomputing a transformation.</summary>
public enum TransformationVerdict
{
    /// <summary>It cannot be recomputed here: an unknown scheme, or one that needs a key.</summary>
    Unknown,

    /// <summary>The same value came out.</summary>
    Same,

    /// <summary>Another value came out: the receipt is wrong.</summary>
    Different,
}
