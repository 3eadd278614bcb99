using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Bits of integers of any size, in two's complement without end.</summary>
internal static class BitFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("bits.and", "number, number -> number", static (_, a) => RegoNumber.Of(a.BigInteger(0) & a.BigInteger(1)),
            kindNames: Operands.Integers),
        Builtin.Of("bits.or", "number, number -> number", static (_, a) => RegoNumber.Of(a.BigInteger(0) | a.BigInteger(1)),
            kindNames: Operands.Integers),
        Builtin.Of("bits.xor", "number, number -> number", static (_, a) => RegoNumber.Of(a.BigInteger(0) ^ a.BigInteger(1)),
            kindNames: Operands.Integers),
        Builtin.Of("bits.negate", "number -> number", static (_, a) => RegoNumber.Of(-a.BigInteger(0) - 1), kindNames: Operands.Integers),
        Builtin.Of("bits.lsh", "number, number -> number", ShiftLeft, kindNames: Operands.Integers),
        Builtin.Of("bits.rsh", "number, number -> number", ShiftRight, kindNames: Operands.Integers),
    ];

    private static RegoNumber ShiftLeft(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var value = arguments.BigInteger(0);
        var distance = Distance(arguments);
        if (value.IsZero)
        {
            return RegoNumber.Zero;
        }

        var bits = (long)BigInteger.Min(distance, int.MaxValue) + value.GetBitLength();
        RegoNumber.RefuseHuge(bits);
        context.Meter.Allocate(bits / 8);
        return RegoNumber.Of(value << (int)distance);
    }

    private static RegoNumber ShiftRight(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoNumber.Of(arguments.BigInteger(0) >> (int)BigInteger.Min(Distance(arguments), int.MaxValue - 64));

    private static BigInteger Distance(ReadOnlySpan<RegoValue> arguments)
    {
        var distance = arguments.BigInteger(1);
        return distance.Sign >= 0
            ? distance
            : throw BuiltinException.Operand(2, "must be an unsigned integer number but got a negative integer");
    }
}
