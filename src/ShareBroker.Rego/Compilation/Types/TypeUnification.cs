namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Whether two types may have a value in common. What is unknown has none.</summary>
internal static class TypeUnification
{
    public static bool Unifies(RegoType? a, RegoType? b)
    {
        if (a is null || b is null)
        {
            return false;
        }

        if (a is RegoType.Any || b is RegoType.Any)
        {
            return (a is RegoType.Any anyA && UnifiesAny(anyA, b)) || (b is RegoType.Any anyB && UnifiesAny(anyB, a));
        }

        return (a, b) switch
        {
            (RegoType.Scalar x, RegoType.Scalar y) => x.Kind == y.Kind,
            (RegoType.Array x, RegoType.Array y) => Arrays(x, y),
            (RegoType.Object x, RegoType.Object y) => Objects(x, y),
            (RegoType.Set x, RegoType.Set y) => Unifies(x.Of, y.Of),
            (RegoType.Function x, RegoType.Function y) =>
                x.Arguments.Count == y.Arguments.Count && x.Arguments.Zip(y.Arguments).All(static pair => Unifies(pair.First, pair.Second)),
            _ => false,
        };
    }

    private static bool UnifiesAny(RegoType.Any any, RegoType other) =>
        other is not RegoType.Function && (any.Of.Count == 0 || any.Of.Any(one => Unifies(one, other)));

    private static bool Arrays(RegoType.Array a, RegoType.Array b) =>
        Enumerable.Range(0, a.Items.Count).All(i => Unifies(a.At(i), b.At(i)))
        && Enumerable.Range(0, b.Items.Count).All(i => Unifies(b.At(i), a.At(i)))
        && (a.Rest is null || b.Rest is null || Unifies(a.Rest, b.Rest));

    private static bool Objects(RegoType.Object a, RegoType.Object b) =>
        a.Known.All(pair => Unifies(pair.Value, Types.Select(b, pair.Key)))
        && b.Known.All(pair => Unifies(pair.Value, Types.Select(a, pair.Key)))
        && (a.Value is null || b.Value is null || Unifies(a.Value, b.Value));
}
