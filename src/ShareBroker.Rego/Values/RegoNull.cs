namespace ShareBroker.Rego.Values;

/// <summary>The JSON null, which is a value and not undefined.</summary>
public sealed class RegoNull : RegoValue
{
    private RegoNull()
        : base(RegoKind.Null, 0)
    {
    }

    /// <summary>The only null.</summary>
    public static RegoNull Value { get; } = new();

    private protected override int CompareSameKind(RegoValue other) => 0;

    private protected override bool EqualsSameKind(RegoValue other) => true;

    private protected override int ComputeHash() => 0x6e756c6c;
}
