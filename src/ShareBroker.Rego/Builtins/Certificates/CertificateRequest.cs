using System.Formats.Asn1;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>Requests for certificates (PKCS #10, RFC 2986) as values.</summary>
internal static class CertificateRequest
{
    private const string ExtensionsOid = "1.2.840.113549.1.9.14";

    /// <summary>Every member by the names of Go's crypto/x509; the signature is not verified.</summary>
    /// <exception cref="BuiltinException">The bytes are no request.</exception>
    public static RegoObject ToValue(BuiltinContext context, byte[] der)
    {
        context.Charge(der.Length * 16L);
        return Der.Guard("asn1: structure error: the bytes are no certificate request", () => Read(context, der));
    }

    private static RegoObject Read(BuiltinContext context, byte[] der)
    {
        var whole = Der.Reader(der);
        var outer = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        var signed = outer.PeekEncodedValue();
        var body = outer.ReadSequence();
        var rawAlgorithm = outer.ReadEncodedValue();
        var signature = outer.ReadBitString(out _);
        outer.ThrowIfNotEmpty();
        var version = Der.ReadSmall(body);
        var rawSubject = body.ReadEncodedValue();
        var rawKey = body.ReadEncodedValue();
        var key = CertificateKey.Read(rawKey);
        var (attributes, extensions) = (new List<RegoValue>(), (CertificateExtensions?)null);
        if (body.HasData)
        {
            var set = body.ReadSetOf(skipSortOrderValidation: true, expectedTag: Der.Context(0, isConstructed: true));
            while (set.HasData)
            {
                context.Meter.Step(4);
                context.Meter.Allocate(512);
                extensions = ReadAttribute(context, set.ReadSequence(), attributes) ?? extensions;
            }
        }

        var members = new RegoObject.Builder();
        foreach (var (name, value) in ((string, RegoValue)[])
        [
            ("Raw", Der.Bytes(der)), ("RawTBSCertificateRequest", Der.Bytes(signed.Span)),
                ("RawSubjectPublicKeyInfo", Der.Bytes(rawKey.Span)),
            ("RawSubject", Der.Bytes(rawSubject.Span)), ("RawSignatureAlgorithm", Der.Bytes(rawAlgorithm.Span)),
            ("Version", RegoNumber.Of(version)), ("Signature", Der.Bytes(signature)),
            ("SignatureAlgorithm", RegoNumber.Of(SignatureKind.Read(rawAlgorithm))), ("PublicKeyAlgorithm", RegoNumber.Of(key.Algorithm)),
            ("PublicKey", key.Shown), ("Subject", NameText.Read(context, rawSubject)), ("Attributes", Der.ListOrNull(attributes)),
            ("Extensions", Der.ListOrNull(extensions?.All ?? [])), ("ExtraExtensions", RegoNull.Value),
        ])
        {
            members.Set(RegoString.Of(name), value);
        }

        ExtensionsText.PutNames(members, extensions ?? CertificateExtensions.Read(context, Der.Reader(new byte[] { 0x30, 0 })
            .ReadSequence()));
        return members.Build();
    }

    private static CertificateExtensions? ReadAttribute(BuiltinContext context, AsnReader attribute, List<RegoValue> shown)
    {
        var oid = attribute.ReadObjectIdentifier();
        var raw = attribute.ReadEncodedValue();
        if (ReadPairs(context, raw) is { } lists)
        {
            shown.Add(NameText.Pair(oid, RegoArray.Adopt([.. lists])));
        }

        return oid == ExtensionsOid
            ? CertificateExtensions.Read(context, Der.Reader(raw).ReadSetOf(skipSortOrderValidation: true).ReadSequence())
            : null;
    }

    // Attributes that are not lists of types with values are not shown.
    private static List<RegoValue>? ReadPairs(BuiltinContext context, ReadOnlyMemory<byte> raw)
    {
        try
        {
            var lists = new List<RegoValue>();
            var set = Der.Reader(raw).ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var pairs = new List<RegoValue>();
                var sequence = set.ReadSequence();
                while (sequence.HasData)
                {
                    context.Meter.Step();
                    context.Meter.Allocate(256);
                    var pair = sequence.ReadSequence();
                    pairs.Add(NameText.Pair(pair.ReadObjectIdentifier(), AnyValue(pair)));
                }

                lists.Add(RegoArray.Adopt([.. pairs]));
            }

            return lists;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static RegoValue AnyValue(AsnReader reader) => (UniversalTagNumber)reader.PeekTag().TagValue switch
    {
        UniversalTagNumber.Boolean => RegoBoolean.Of(reader.ReadBoolean()),
        UniversalTagNumber.Integer => Der.Number(reader.ReadInteger()),
        UniversalTagNumber.OctetString => Der.Bytes(reader.ReadOctetString()),
        UniversalTagNumber.ObjectIdentifier => Der.Oid(reader.ReadObjectIdentifier()),
        UniversalTagNumber.UtcTime or UniversalTagNumber.GeneralizedTime => Der.Time(Der.ReadTime(reader)),
        UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String
            or UniversalTagNumber.T61String or UniversalTagNumber.NumericString or UniversalTagNumber.BMPString =>
            RegoString.Of(Der.ReadText(reader)),
        _ => RegoNull.Value,
    };
}
