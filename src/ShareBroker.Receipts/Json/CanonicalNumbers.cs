namespace ShareBroker.Receipts.Json;

/// <summary>Which numbers may stand in canonical JSON.</summary>
public enum CanonicalNumbers
{
    /// <summary>Only integers between -(2^53-1) and 2^53-1, as in every statement of the log.</summary>
    Integers,

    /// <summary>Every finite double, written as ECMAScript writes it (RFC 8785 §3.2.2.3).</summary>
    Ecmascript,
}
