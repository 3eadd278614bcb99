using ShareBroker.Rego.Builtins.Moments;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Moments as nanoseconds since 1970 (UTC), within 64 bits: from 1677 to 2262.</summary>
internal static class TimeFamily
{
    private const string Moment = "any<number, array<number, string>>";

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Nondeterministic("time.now_ns", "-> number", static (c, _) => RegoNumber.Of(c.NowNanoseconds)),
        Builtin.Of("time.parse_ns", "string, string -> number", static (c, a) => Parse(c, Layout.OfName(a.Text(0)), a.Text(1))),
        Builtin.Of("time.parse_rfc3339_ns", "string -> number", static (c, a) => Parse(c, Layout.Rfc3339, a.Text(0))),
        Builtin.Of("time.parse_duration_ns", "string -> number", ParseDuration),
        Builtin.OfAnyKind("time.format", "any<number, array<number, string>, array<number, string, string>> -> string", Format),
        Builtin.OfAnyKind("time.date", $"{Moment} -> array<number, number, number>", Date),
        Builtin.OfAnyKind("time.clock", $"{Moment} -> array<number, number, number>", Clock),
        Builtin.OfAnyKind("time.weekday", $"{Moment} -> string", static (_, a) => RegoString.Of(Layout.WeekDays[ReadLocal(a[0]).WeekDay])),
        Builtin.OfAnyKind("time.add_date", "number, number, number, number -> number", AddDate),
        Builtin.OfAnyKind("time.diff", $"{Moment}, {Moment} -> array<number, number, number, number, number, number>", Difference),
    ];

    private static RegoNumber Parse(BuiltinContext context, string layout, string text)
    {
        context.Charge(layout.Length + (long)text.Length);
        var moment = MomentReader.Read(layout, text)
            ?? throw BuiltinException.Failed($"parsing time {RegoString.Of(text)} as {RegoString.Of(layout)}: cannot parse");
        return InRange(moment);
    }

    private static RegoNumber InRange(Int128 nanoseconds) => nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue
        ? RegoNumber.Of((long)nanoseconds)
        : throw BuiltinException.Failed("time outside of valid range");

    private static RegoNumber ParseDuration(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Charge(arguments.Text(0).Length * 4L);
        return DurationText.Read(arguments.Text(0)) is { } duration
            ? RegoNumber.Of(duration)
            : throw BuiltinException.Failed($"time: invalid duration {arguments[0]}");
    }

    private static RegoString Format(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (moment, zone) = Read(arguments[0]);
        var layout = arguments[0] is RegoArray { Count: > 2 } parts ? Text(parts[2]) : string.Empty;
        layout = layout.Length == 0 ? Layout.Rfc3339Nano : layout;
        context.Charge(layout.Length * 10L);
        return RegoString.Of(MomentWriter.Write(moment, zone, Layout.OfName(layout)));
    }

    private static RegoArray Date(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var time = ReadLocal(arguments[0]);
        return Numbers(time.Year, time.Month, time.Day);
    }

    private static RegoArray Clock(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var time = ReadLocal(arguments[0]);
        return Numbers(time.Hour, time.Minute, time.Second);
    }

    private static RegoArray Numbers(params ReadOnlySpan<long> values)
    {
        var numbers = new RegoValue[values.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = RegoNumber.Of(values[i]);
        }

        return RegoArray.Adopt(numbers);
    }

    private static RegoNumber AddDate(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (moment, zone) = Read(arguments[0]);
        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i] is not RegoNumber)
            {
                throw Wrong("number", arguments[i], i + 1);
            }
        }

        var time = CivilTime.At(moment, zone.OffsetAt(moment));
        var year = time.Year + arguments.Integer(1);
        var month = time.Month + (long)arguments.Integer(2);
        var day = time.Day + (long)arguments.Integer(3);
        var days = CivilTime.DaysSince1970(year, month, day);
        var ofDay = new CivilTime(1970, 1, 1, time.Hour, time.Minute, time.Second, time.Nanosecond).ToNanoseconds(0);
        return InRange(((Int128)days * 86_400 * CivilTime.NanosecondsPerSecond) + ofDay);
    }

    // Years, months, days, hours, minutes and seconds between two moments, as a calendar in the first one's zone counts them.
    private static RegoArray Difference(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (first, zone) = Read(arguments[0]);
        var (second, _) = Read(arguments[1]);
        var (early, late) = first <= second ? (first, second) : (second, first);
        var from = CivilTime.At(early, zone.OffsetAt(early));
        var to = CivilTime.At(late, zone.OffsetAt(late));
        long[] parts =
        [
            to.Year - from.Year, to.Month - from.Month, to.Day - from.Day,
            to.Hour - from.Hour, to.Minute - from.Minute, to.Second - from.Second,
        ];
        long[] sizes = [0, 12, CivilTime.DaysIn(from.Month, from.Year), 24, 60, 60];
        for (var i = parts.Length - 1; i > 0; i--)
        {
            if (parts[i] < 0)
            {
                parts[i] += sizes[i];
                parts[i - 1]--;
            }
        }

        return Numbers(parts);
    }

    private static CivilTime ReadLocal(RegoValue operand)
    {
        var (moment, zone) = Read(operand);
        return CivilTime.At(moment, zone.OffsetAt(moment));
    }

    // What stands inside of an array is told as the first operand's, whichever it is.
    private static (Int128 Moment, Zone Zone) Read(RegoValue operand)
    {
        var (moment, zone) = (operand, Zone.Utc);
        if (operand is RegoArray { Count: > 0 } parts)
        {
            moment = parts[0] is RegoNumber ? parts[0] : throw Wrong("number", parts[0]);
            zone = parts.Count > 1 ? ZoneOf(Text(parts[1])) : zone;
            _ = parts.Count > 2 ? Text(parts[2]) : null;
        }

        if (moment is not RegoNumber number)
        {
            throw Wrong("either number (ns) or [number (ns), string (tz)]", moment);
        }

        return number.TryGetBigInteger(out var value) && value >= long.MinValue && value <= long.MaxValue
            ? ((long)value, zone)
            : throw BuiltinException.Failed("timestamp too big");
    }

    private static Zone ZoneOf(string name) => Zone.Find(name) ?? throw BuiltinException.Failed(
        name.Contains("..", StringComparison.Ordinal) || name[0] is '/' or '\\'
            ? "time: invalid location name"
            : $"unknown time zone {name}");

    private static string Text(RegoValue part) => part is RegoString text ? text.Value : throw Wrong("string", part);

    private static BuiltinException Wrong(string wanted, RegoValue got, int position = 1) =>
        BuiltinException.Operand(position, $"must be {wanted} but got {OperandKinds.NameOf(got.Kind)}");
}
