using ShareBroker.Rego.Builtins.Moments;
using ShareBroker.Rego.Builtins.Networks;
using ShareBroker.Rego.Builtins.Patterns;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>The formats that a schema may ask of a text. A format of an unknown name is always met.</summary>
internal static class SchemaFormats
{
    private const string Hostname =
        @"^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]{0,61}[a-zA-Z0-9]))*$";

    private const string Uuid = "^(?i)[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$";
    private const string Template = "^([^{]*({[^}]*})?)*$";
    private const string Pointer = "^(?:/(?:[^~/]|~0|~1)*)*$";
    private const string RelativePointer = "^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)$";
    private const string Day = "2006-01-02";
    private const string Clock = "15:04:05";
    private const string ZonedClock = "15:04:05Z07:00";

    public static bool Fits(BuiltinContext context, string format, string text)
    {
        context.Meter.Work(1 + (text.Length / 4));
        return format switch
        {
            "date" => IsMoment(text, Day),
            "time" => IsMoment(text, ZonedClock) || IsMoment(text, Clock),
            "date-time" => IsMoment(text, Clock) || IsMoment(text, ZonedClock) || IsMoment(text, Day)
                || IsMoment(text, "2006-01-02T15:04:05Z07:00"),
            "hostname" => text.Length < 256 && Matches(context, Hostname, text),
            "email" or "idn-email" => MailAddressText.IsAddress(text),
            "ipv4" => text.Contains('.', StringComparison.Ordinal) && AddressRange.ReadAddress(text, out _) is not null,
            "ipv6" => text.Contains(':', StringComparison.Ordinal) && AddressRange.ReadAddress(text, out _) is not null,
            "uri" or "iri" => IsReference(text, out var scheme) && scheme.Length > 0,
            "uri-reference" or "iri-reference" => IsReference(text, out _),
            "uri-template" => IsReference(text, out _) && Matches(context, Template, PathOf(text)),
            "uuid" => Matches(context, Uuid, text),
            "regex" => IsPattern(context, text),
            "json-pointer" => Matches(context, Pointer, text),
            "relative-json-pointer" => Matches(context, RelativePointer, text),
            _ => true,
        };
    }

    private static bool IsMoment(string text, string layout) => MomentReader.Read(layout, text) is not null;

    private static bool Matches(BuiltinContext context, string pattern, string text) =>
        Pattern.Parse(pattern, context.Meter).IsMatch(text, context.Meter);

    private static bool IsPattern(BuiltinContext context, string text)
    {
        try
        {
            return Pattern.Parse(text, context.Meter) is not null;
        }
        catch (PatternSyntaxException)
        {
            return false;
        }
    }

    private static bool IsReference(string text, out string scheme)
    {
        scheme = SchemaReference.Parse(text).Scheme;
        try
        {
            return RequestUrl.Parse(text) is not null && !text.Contains('\\', StringComparison.Ordinal);
        }
        catch (BuiltinException)
        {
            return false;
        }
    }

    private static string PathOf(string text) => QueryText.Unescape(SchemaReference.Parse(text).Path, plusIsSpace: false);
}
