using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Reads operands whose kind was checked already, and states what else is wrong with them.</summary>
internal static class Operands
{
    /// <summary>Rough bytes of one reference and its small value; what collections charge for each member.</summary>
    public const int MemberBytes = 24;

    /// <summary>What messages say of operands that must be integers.</summary>
    public const string Integers = "must be integer";

    public static string Text(this ReadOnlySpan<RegoValue> arguments, int index) => ((RegoString)arguments[index]).Value;

    public static RegoNumber Number(this ReadOnlySpan<RegoValue> arguments, int index) => (RegoNumber)arguments[index];

    /// <summary>An integer that fits 32 bits; larger ones are clamped. As in OPA it must be written as one of 64 bits: <c>1.0</c> is
    /// none.</summary>
    public static int Integer(this ReadOnlySpan<RegoValue> arguments, int index)
    {
        var number = arguments.Number(index);
        return number.TryGetInt64(out var value) && !number.Text.AsSpan().ContainsAny('.', 'e', 'E')
            ? (int)Math.Clamp(value, int.MinValue, int.MaxValue)
            : throw NoInteger(index);
    }

    public static BigInteger BigInteger(this ReadOnlySpan<RegoValue> arguments, int index) =>
        arguments.Number(index).TryGetBigInteger(out var value)
            ? value
            : throw NoInteger(index);

    /// <summary>The members of an array or a set, the latter sorted.</summary>
    public static ReadOnlySpan<RegoValue> Members(RegoValue collection) => collection switch
    {
        RegoArray array => array.Items,
        RegoSet set => set.Items,
        _ => [],
    };

    /// <summary>Whether a collection has no members; a scalar is none.</summary>
    public static bool IsEmpty(RegoValue value) => value switch
    {
        RegoArray array => array.Count == 0,
        RegoSet set => set.Count == 0,
        RegoObject map => map.Count == 0,
        _ => false,
    };

    /// <summary>The member as a string, or the error that says which collection holds something else.</summary>
    public static string TextMember(RegoValue collection, RegoValue member, int position) =>
        member is RegoString text ? text.Value : throw Containing(collection, member, position, "strings");

    public static BuiltinException Containing(RegoValue collection, RegoValue member, int position, string wanted)
    {
        var kind = OperandKinds.NameOf(collection.Kind);
        return BuiltinException.Operand(
            position, $"must be {kind} of {wanted} but got {kind} containing {OperandKinds.NameOf(member.Kind)}");
    }

    /// <summary>A string result, charged.</summary>
    public static RegoString TextResult(this BuiltinContext context, string text)
    {
        context.Charge(text.Length);
        return RegoString.Of(text);
    }

    /// <summary>Charges for a text of so many characters before it is made.</summary>
    public static void Charge(this BuiltinContext context, long characters)
    {
        context.Meter.Work(characters >> 4);
        context.Meter.Allocate((characters * 2) + 48);
    }

    /// <summary>
    /// Charges for a number that was calculated, since its size is not known before; one of at most 20,000 digits is bounded anyway.
    /// </summary>
    public static void Charge(this BuiltinContext context, RegoNumber number)
    {
        if (number.WideBytes is > 0 and var bytes)
        {
            context.Meter.Allocate(bytes);
        }
    }

    /// <summary>Charges for a collection of so many members before it is made.</summary>
    public static void ChargeMembers(this BuiltinContext context, long members)
    {
        context.Meter.Work(members);
        context.Meter.Allocate((members * MemberBytes) + 48);
    }

    private static BuiltinException NoInteger(int index) =>
        BuiltinException.Operand(index + 1, "must be integer number but got floating-point number");
}
