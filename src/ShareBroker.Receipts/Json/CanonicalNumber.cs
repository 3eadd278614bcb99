using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Json;

/// <summary>Numbers of RFC 8785 §3.2.2.3, which are those of ECMAScript's Number.prototype.toString.</summary>
internal static class CanonicalNumber
{
    public static void Write(IBufferWriter<byte> output, JsonElement number, CanonicalNumbers numbers)
    {
        if (numbers == CanonicalNumbers.Ecmascript)
        {
            WriteDouble(output, number.GetDouble());
        }
        else
        {
            WriteInteger(output, number.TryGetInt64(out var whole) ? whole : null);
        }
    }

    public static void Write(IBufferWriter<byte> output, JsonValue number, CanonicalNumbers numbers)
    {
        if (number.TryGetValue<JsonElement>(out var element))
        {
            Write(output, element, numbers);
        }
        else if (number.TryGetValue<long>(out var whole))
        {
            WriteInteger(output, whole);
        }
        else if (number.TryGetValue<int>(out var small))
        {
            WriteInteger(output, small);
        }
        else if (numbers == CanonicalNumbers.Ecmascript && number.TryGetValue<double>(out var fraction))
        {
            WriteDouble(output, fraction);
        }
        else
        {
            WriteInteger(output, null);
        }
    }

    /// <summary>The ECMAScript spelling of a finite double.</summary>
    public static string Spell(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ReceiptException("json_number_range", "a JSON number is beyond what a double can hold");
        }

        if (value == 0)
        {
            return "0";
        }

        // .NET finds the shortest digits that read back the same, as ECMAScript demands; only the lay-out differs.
        var (digits, point) = Decompose(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + LayOut(digits, point);
    }

    /// <summary>Splits <c>1.25E-07</c> into its digits and the place of the decimal point counted from their start.</summary>
    private static (string Digits, int Point) Decompose(string text)
    {
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = exponentAt < 0
            ? 0
            : int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (pointAt < 0 ? mantissa.Length : pointAt) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - zeros);
    }

    private static string LayOut(string digits, int point)
    {
        if (point is > 0 and <= 21)
        {
            return digits.Length <= point
                ? digits.PadRight(point, '0')
                : $"{digits[..point]}.{digits[point..]}";
        }

        if (point is <= 0 and > -6)
        {
            return $"0.{new string('0', -point)}{digits}";
        }

        var exponent = (point - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return digits.Length == 1 ? $"{digits}e{exponent}" : $"{digits[0]}.{digits[1..]}e{exponent}";
    }

    private static void WriteDouble(IBufferWriter<byte> output, double value) => output.Write(Encoding.ASCII.GetBytes(Spell(value)));

    private static void WriteInteger(IBufferWriter<byte> output, long? value)
    {
        if (value is not { } whole || whole is > CanonicalJson.IntegerMax or < -CanonicalJson.IntegerMax)
        {
            throw new ReceiptException("json_not_integer", "a statement holds a number that is not an integer below 2^53");
        }

        var span = output.GetSpan(20);
        whole.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
