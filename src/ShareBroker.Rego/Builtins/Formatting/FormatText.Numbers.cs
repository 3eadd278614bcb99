using System.Globalization;
using System.Numerics;
using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Formatting;

internal sealed partial class FormatText
{
    private const int RuneMax = 0x10ffff;

    private bool TryPrintWhole(long value, Rune verb)
    {
        var radix = verb.Value switch { 'v' or 'd' => 10, 'b' => 2, 'o' or 'O' => 8, 'x' or 'X' => 16, _ => 0 };
        if (radix > 0)
        {
            PrintWhole(value, radix, verb);
            return true;
        }

        switch (verb.Value)
        {
            case 'c':
                Pad(Letter(value).ToString());
                return true;
            case 'q':
                var quoted = new StringBuilder("'");
                TermText.AppendEscaped(quoted, Letter(value), '\'', asciiOnly: _flags.Plus);
                Pad(quoted.Append('\'').ToString());
                return true;
            case 'U':
                PrintCodePoint(value);
                return true;
            default:
                return false;
        }
    }

    private static Rune Letter(long value) =>
        value is >= 0 and <= RuneMax && Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;

    private void PrintWhole(long value, int radix, Rune verb)
    {
        var precision = _flags.Precision ?? 0;
        var (plus, space) = (_flags.Plus, _flags.Space);
        if (_flags.Precision == 0 && value == 0)
        {
            PadPlain(string.Empty);
            return;
        }

        if (_flags.Precision is null && _flags.PadsWithZeros && _flags.Width is { } width)
        {
            precision = width - (value < 0 || plus || space ? 1 : 0);
        }

        var digits = Digits(BigInteger.Abs(value), radix, verb);
        _context.Charge(precision);
        digits = digits.PadLeft(precision, '0');
        digits = Prefix(verb, digits) + digits;
        PadPlain((value < 0 ? "-" : plus ? "+" : space ? " " : string.Empty) + digits);
    }

    private static string Digits(BigInteger magnitude, int radix, Rune verb)
    {
        var digits = radix switch
        {
            2 => magnitude.ToString("b", CultureInfo.InvariantCulture),
            8 => TextFamily.Octal(magnitude),
            16 => magnitude.ToString("x", CultureInfo.InvariantCulture),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        digits = magnitude.IsZero ? "0" : digits.TrimStart('0');
        return verb.Value == 'X' ? digits.ToUpperInvariant() : digits;
    }

    private string Prefix(Rune verb, string digits) => verb.Value switch
    {
        'O' => "0o",
        'b' when _flags.Sharp => "0b",
        'o' when _flags.Sharp && digits[0] != '0' => "0",
        'x' when _flags.Sharp => "0x",
        'X' when _flags.Sharp => "0X",
        _ => string.Empty,
    };

    // Zeros were added already where they were asked for.
    private void PadPlain(string text)
    {
        var zero = _flags.Zero;
        _flags.Zero = false;
        Pad(text);
        _flags.Zero = zero;
    }

    private void PrintCodePoint(long value)
    {
        _context.Charge(_flags.Precision ?? 0);
        var digits = unchecked((ulong)value).ToString("X", CultureInfo.InvariantCulture).PadLeft(Math.Max(4, _flags.Precision ?? 0), '0');
        var shown = _flags.Sharp && value is >= 0 and <= RuneMax ? $" '{Letter(value)}'" : string.Empty;
        PadPlain("U+" + digits + shown);
    }

    private bool TryPrintLarge(BigInteger value, Rune verb)
    {
        var radix = verb.Value switch { 'v' or 'd' or 's' => 10, 'b' => 2, 'o' or 'O' => 8, 'x' or 'X' => 16, _ => 0 };
        if (radix == 0)
        {
            Write($"%!{verb}(big.Int={value.ToString(CultureInfo.InvariantCulture)})");
            return true;
        }

        _context.Charge(value.GetBitLength());
        var sign = value.Sign < 0 ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : string.Empty;
        var digits = Digits(BigInteger.Abs(value), radix, verb);
        var prefix = verb.Value == 'o' && _flags.Sharp ? "0" : Prefix(verb, digits);
        _context.Charge((_flags.Precision ?? 0) + (long)(_flags.Width ?? 0));
        digits = digits.PadLeft(_flags.Precision ?? 0, '0');
        if (_flags.Precision is null && _flags.PadsWithZeros)
        {
            digits = digits.PadLeft(Math.Max(0, (_flags.Width ?? 0) - sign.Length - prefix.Length), '0');
        }

        PadPlain(sign + prefix + digits);
        return true;
    }

    private bool TryPrintFraction(double value, Rune verb)
    {
        var (form, precision) = verb.Value switch
        {
            'v' => ('g', -1),
            'b' or 'g' or 'G' or 'x' or 'X' => ((char)verb.Value, -1),
            'f' or 'e' or 'E' => ((char)verb.Value, 6),
            'F' => ('f', 6),
            _ => (' ', 0),
        };
        if (form == ' ')
        {
            return false;
        }

        precision = _flags.Precision ?? precision;
        _context.Charge(Math.Max(0, precision) + 400L);
        var text = FloatText.Write(Math.Abs(value), form, precision);
        text = _flags.Sharp && form != 'b' ? FloatText.WithPoint(text, form, precision) : text;
        var negative = double.IsNegative(value);
        var sign = negative ? "-" : _flags.Plus ? "+" : _flags.Space ? " " : string.Empty;
        if (sign.Length > 0 && _flags.PadsWithZeros && _flags.Width > text.Length + 1)
        {
            _context.Charge(_flags.Width.Value);
            Write(sign + text.PadLeft(_flags.Width.Value - 1, '0'));
            return true;
        }

        Pad(sign + text);
        return true;
    }
}
