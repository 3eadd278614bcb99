using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

/// <summary>Generators of values, small enough to collide and odd enough to hurt.</summary>
internal static class SomeValues
{
    private static readonly string[] Texts =
        ["", "a", "b", "ab", "A", "é", "😀", "\uffff", "a.b", "a/b", "1", "-1", "1e3", "(a+)+$", "[", "{", "%d", "2024-02-29T00:00:00Z",
         "10.0.0.0/8", "\n", "yes", "*", "x: [1, 2]",
         "::1", "\u0001", "aGk="];

    private static readonly string[] Numbers =
        ["0", "1", "-1", "2", "16", "1.0", "1e0", "0.5", "-0.5", "1e-3", "9223372036854775807", "-9223372036854775808",
            "9223372036854775808",
         "1e30", "1e400", "1e1000000",
         "1e-1000000", "0.1", "123456789.125"];

    public static Gen<RegoValue> Scalar { get; } = Gen.OneOf(
        Gen.Elements<RegoValue>(RegoNull.Value, RegoBoolean.True, RegoBoolean.False),
        Gen.Elements(Texts).Select(static text => (RegoValue)RegoString.Of(text)),
        Gen.Elements(Numbers).Select(static text => (RegoValue)RegoNumber.Parse(text)),
        Gen.Choose(-3, 40).Select(static value => (RegoValue)RegoNumber.Of(value)));

    public static Gen<RegoValue> Any { get; } = Of(3);

    public static Gen<BigInteger> Integer { get; } =
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Elements(0, 1, 16, 31, 32, 33, 40)
        select ((BigInteger)high << shift) + low;

    private static Gen<RegoValue> Of(int depth)
    {
        if (depth == 0)
        {
            return Scalar;
        }

        var members = Gen.Choose(0, 3).SelectMany(count => Of(depth - 1).ArrayOf(count));
        return Gen.OneOf(
            Scalar,
            Scalar,
            members.Select(static items => (RegoValue)RegoArray.Of(items)),
            members.Select(static items => (RegoValue)RegoSet.Of(items)),
            from keys in members
            from value in Of(depth - 1)
            select ObjectOf(keys, value));
    }

    private static RegoValue ObjectOf(RegoValue[] keys, RegoValue value)
    {
        var builder = new RegoObject.Builder();
        foreach (var key in keys)
        {
            builder.Set(key, value);
        }

        return builder.Build();
    }
}
