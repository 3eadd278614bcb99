namespace ShareBroker.Rego.Values;

/// <summary>True or false; there are two instances only, so they may be compared by reference.</summary>
public sealed class RegoBoolean : RegoValue
{
    private RegoBoolean(bool value)
        : base(RegoKind.Boolean, 0)
    {
        Value = value;
    }

    /// <summary>The true value.</summary>
    public static RegoBoolean True { get; } = new(true);

    /// <summary>The false value.</summary>
    public static RegoBoolean False { get; } = new(false);

    /// <summary>The truth this stands for.</summary>
    public bool Value { get; }

    /// <summary>The instance that stands for the given truth.</summary>
    public static RegoBoolean Of(bool value) => value ? True : False;

    private protected override int CompareSameKind(RegoValue other) => Value.CompareTo(((RegoBoolean)other).Value);

    private protected override bool EqualsSameKind(RegoValue other) => Value == ((RegoBoolean)other).Value;

    private protected override int ComputeHash() => Value ? 0x74727565 : 0x66616c73;
}
