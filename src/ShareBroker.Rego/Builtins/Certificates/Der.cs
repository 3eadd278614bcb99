using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>Parts of DER (X.690) that certificates are made of, as values.</summary>
internal static class Der
{
    public static AsnReader Reader(ReadOnlyMemory<byte> bytes) => new(bytes, AsnEncodingRules.DER);

    public static Asn1Tag Context(int number, bool isConstructed = false) => new(TagClass.ContextSpecific, number, isConstructed);

    public static RegoValue Bytes(ReadOnlySpan<byte> bytes) => RegoString.Of(Convert.ToBase64String(bytes));

    public static RegoValue Number(BigInteger number) => RegoNumber.Of(number);

    public static RegoValue Oid(string oid) =>
        RegoArray.Adopt([.. oid.Split('.').Select(static arc => Number(BigInteger.Parse(arc, CultureInfo.InvariantCulture)))]);

    /// <summary>Null when the list is empty, as absent lists are written.</summary>
    public static RegoValue ListOrNull(IReadOnlyCollection<RegoValue> members) =>
        members.Count == 0 ? RegoNull.Value : RegoArray.Adopt([.. members]);

    public static RegoValue TextsOrNull(IEnumerable<string> texts) => ListOrNull([.. texts.Select(RegoString.Of)]);

    public static RegoObject Object(params ReadOnlySpan<(string Name, RegoValue Value)> members)
    {
        var result = new RegoObject.Builder();
        foreach (var (name, value) in members)
        {
            result.Set(RegoString.Of(name), value);
        }

        return result.Build();
    }

    /// <summary>A time as RFC 3339 writes it.</summary>
    public static RegoValue Time(DateTimeOffset moment) =>
        RegoString.Of(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().TagValue == (int)UniversalTagNumber.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    /// <summary>A text in any of the alphabets that names are written in.</summary>
    public static string ReadText(AsnReader reader) => reader.ReadCharacterString((UniversalTagNumber)reader.PeekTag().TagValue);

    public static int ReadSmall(AsnReader reader, Asn1Tag? tag = null) =>
        reader.TryReadInt32(out var value, tag) ? value : throw new AsnContentException("an integer is too large");

    /// <summary>Runs a reader of DER; whatever is wrong with the bytes becomes the fault given.</summary>
    public static T Guard<T>(string fault, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is AsnContentException or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw BuiltinException.Failed(fault);
        }
    }
}
