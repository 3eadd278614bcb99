using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Arithmetic and ranges.</summary>
internal static class NumberFamily
{
    // What was charged at once takes its time all the same.
    private const int ItemsBetweenLooks = 16_384;

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("plus", "number, number -> number", static (_, a) => NumberArithmetic.Add(a.Number(0), a.Number(1)), "+"),
        Builtin.OfAnyKind("minus", "any<number, set[any]>, any<number, set[any]> -> any<number, set[any]>", Minus, "-"),
        Builtin.Of("mul", "number, number -> number", static (_, a) => NumberArithmetic.Multiply(a.Number(0), a.Number(1)), "*"),
        Builtin.Of("div", "number, number -> number", Divide, "/"),
        Builtin.Of("rem", "number, number -> number", Remainder, "%"),
        Builtin.Of("abs", "number -> number", static (_, a) => NumberArithmetic.Abs(a.Number(0))),
        Builtin.Of("ceil", "number -> number", static (_, a) => NumberArithmetic.Ceiling(a.Number(0))),
        Builtin.Of("floor", "number -> number", static (_, a) => NumberArithmetic.Floor(a.Number(0))),
        Builtin.Of("round", "number -> number", static (_, a) => NumberArithmetic.Round(a.Number(0))),
        Builtin.Of("numbers.range", "number, number -> array[number]", static (c, a) => Range(c, a, BigInteger.One),
            kindNames: Operands.Integers),
        Builtin.Of("numbers.range_step", "number, number, number -> array[number]", RangeStep, kindNames: Operands.Integers),
        Builtin.Nondeterministic("rand.intn", "string, number -> number", RandomBelow),
    ];

    private static RegoValue Minus(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) => (arguments[0], arguments[1]) switch
    {
        (RegoNumber left, RegoNumber right) => NumberArithmetic.Subtract(left, right),
        (RegoSet left, RegoSet right) => SetFamily.Difference(context, left, right),
        (RegoSet, RegoNumber) => throw BuiltinException.Operand(2, "must be set but got number"),
        (RegoNumber or RegoSet, var other) =>
            throw BuiltinException.Operand(2, $"must be number but got {OperandKinds.NameOf(other.Kind)}"),
        (var other, _) => throw BuiltinException.Operand(1, $"must be one of {{number, set}} but got {OperandKinds.NameOf(other.Kind)}"),
    };

    private static RegoNumber Divide(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        NumberArithmetic.Divide(arguments.Number(0), arguments.Number(1)) ?? throw BuiltinException.Failed("divide by zero");

    private static RegoNumber Remainder(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        if (!arguments.Number(0).TryGetBigInteger(out var left) || !arguments.Number(1).TryGetBigInteger(out var right))
        {
            throw BuiltinException.Failed("modulo on floating-point number");
        }

        return right.IsZero ? throw BuiltinException.Failed("modulo by zero") : RegoNumber.Of(BigInteger.Remainder(left, right));
    }

    private static RegoArray RangeStep(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        arguments.BigInteger(0);
        arguments.BigInteger(1);
        var step = arguments.BigInteger(2);
        return step.Sign > 0
            ? Range(context, arguments, step)
            : throw BuiltinException.Failed(
                $"numbers.range_step: step must be a positive {(context.IsOlderLanguage ? "number above zero" : "integer")}");
    }

    private static RegoArray Range(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, BigInteger step)
    {
        var first = arguments.BigInteger(0);
        var last = arguments.BigInteger(1);
        var count = (BigInteger.Abs(last - first) / step) + 1;
        context.ChargeMembers((long)BigInteger.Min(count, long.MaxValue / 64));
        if (Math.Max(first.GetByteCount(), last.GetByteCount()) is > sizeof(long) and var bytes)
        {
            context.Meter.Allocate((long)count * (bytes + 48L));
        }

        step = last < first ? -step : step;
        var items = new RegoValue[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            if (i % ItemsBetweenLooks == 0)
            {
                context.Meter.Look();
            }

            items[i] = RegoNumber.Of(first);
            first += step;
        }

        return RegoArray.Adopt(items);
    }

    private static RegoNumber RandomBelow(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var bound = BigInteger.Abs(arguments.BigInteger(1));
        if (bound.IsZero)
        {
            return RegoNumber.Zero;
        }

        // 64 bits more than the bound has make the bias of the remainder negligible.
        var bytes = new byte[bound.GetByteCount(isUnsigned: true) + 8];
        context.FillRandom(bytes);
        return RegoNumber.Of(new BigInteger(bytes, isUnsigned: true) % bound);
    }
}
