using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Which values the asker can use: any, those that are not false, or exactly one.</summary>
internal readonly record struct Demand(bool NotFalse, RegoValue? Exactly)
{
    public static Demand Anything => default;

    public static Demand Truth => new(true, null);

    public bool Accepts(RegoValue value) =>
        Exactly is not null ? Exactly.Equals(value) : !NotFalse || value is not RegoBoolean { Value: false };
}
