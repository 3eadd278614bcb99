namespace ShareBroker.Rego.Values;

/// <summary>The seven kinds of Rego value, in the order in which values of different kinds sort.</summary>
public enum RegoKind : byte
{
    /// <summary>The JSON null.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number of any size; integers are exact.</summary>
    Number,

    /// <summary>A Unicode text.</summary>
    String,

    /// <summary>An ordered list.</summary>
    Array,

    /// <summary>A mapping from values to values.</summary>
    Object,

    /// <summary>An unordered collection without duplicates.</summary>
    Set,
}
