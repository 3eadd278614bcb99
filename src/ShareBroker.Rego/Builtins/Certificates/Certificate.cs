using System.Formats.Asn1;
using System.Numerics;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>An X.509 certificate (RFC 5280) as read from DER; nothing about it has been verified.</summary>
internal sealed class Certificate
{
    private const string Malformed = "x509: malformed certificate";

    private readonly RegoValue _issuer;
    private readonly RegoValue _subject;
    private readonly BigInteger _serial;
    private readonly byte[] _rawAlgorithm;
    private readonly byte[] _rawKey;

    private Certificate(BuiltinContext context, ReadOnlyMemory<byte> der)
    {
        Raw = der.ToArray();
        var outer = Der.Reader(der).ReadSequence();
        Signed = outer.PeekEncodedValue().ToArray();
        var body = outer.ReadSequence();
        _rawAlgorithm = outer.PeekEncodedValue().ToArray();
        SignatureAlgorithm = SignatureKind.Read(outer.ReadEncodedValue());
        Signature = outer.ReadBitString(out _);
        outer.ThrowIfNotEmpty();
        Version = body.PeekTag().HasSameClassAndValue(Der.Context(0))
            ? Der.ReadSmall(body.ReadSequence(Der.Context(0, isConstructed: true))) + 1
            : 1;
        _serial = body.ReadInteger();
        if (_serial.Sign < 0 || Version > 3 || !body.ReadEncodedValue().Span.SequenceEqual(_rawAlgorithm))
        {
            throw new AsnContentException("the serial number, the version or the algorithm is not sound");
        }

        RawIssuer = body.ReadEncodedValue().ToArray();
        _issuer = NameText.Read(context, RawIssuer);
        var validity = body.ReadSequence();
        (NotBefore, NotAfter) = (Der.ReadTime(validity), Der.ReadTime(validity));
        RawSubject = body.ReadEncodedValue().ToArray();
        _subject = NameText.Read(context, RawSubject);
        _rawKey = body.ReadEncodedValue().ToArray();
        Key = CertificateKey.Read(_rawKey);
        Extensions = ReadExtensions(context, body);
    }

    public byte[] Raw { get; }

    public int Version { get; }

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] Signed { get; }

    public byte[] Signature { get; }

    public int SignatureAlgorithm { get; }

    public byte[] RawIssuer { get; }

    public byte[] RawSubject { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public CertificateKey Key { get; }

    public CertificateExtensions Extensions { get; }

    /// <summary>Certificates one after the other.</summary>
    /// <exception cref="BuiltinException">The bytes are something else.</exception>
    public static List<Certificate> ReadAll(BuiltinContext context, byte[] der)
    {
        context.Charge(der.Length * 4L);
        return Der.Guard(Malformed, () =>
        {
            var certificates = new List<Certificate>();
            var reader = Der.Reader(der);
            while (reader.HasData)
            {
                context.Meter.Step(8);
                context.Meter.Allocate(2048);
                certificates.Add(new Certificate(context, reader.ReadEncodedValue()));
            }

            return certificates;
        });
    }

    /// <summary>Every member by the names of Go's crypto/x509; the texts of the URIs are left out where OPA leaves them out.</summary>
    public RegoObject ToValue(bool withUriTexts)
    {
        var members = new RegoObject.Builder();
        Put(members, "Raw", Der.Bytes(Raw));
        Put(members, "RawTBSCertificate", Der.Bytes(Signed));
        Put(members, "RawSubjectPublicKeyInfo", Der.Bytes(_rawKey));
        Put(members, "RawSubject", Der.Bytes(RawSubject));
        Put(members, "RawIssuer", Der.Bytes(RawIssuer));
        Put(members, "RawSignatureAlgorithm", Der.Bytes(_rawAlgorithm));
        Put(members, "Signature", Der.Bytes(Signature));
        Put(members, "SignatureAlgorithm", RegoNumber.Of(SignatureAlgorithm));
        Put(members, "PublicKeyAlgorithm", RegoNumber.Of(Key.Algorithm));
        Put(members, "PublicKey", Key.Shown);
        Put(members, "Version", RegoNumber.Of(Version));
        Put(members, "SerialNumber", Der.Number(_serial));
        Put(members, "Issuer", _issuer);
        Put(members, "Subject", _subject);
        Put(members, "NotBefore", Der.Time(NotBefore));
        Put(members, "NotAfter", Der.Time(NotAfter));
        ExtensionsText.Put(members, Extensions);
        if (withUriTexts)
        {
            Put(members, "URIStrings", Der.TextsOrNull(Extensions.Uris.Select(static uri => uri.Text)));
        }

        return members.Build();
    }

    private static void Put(RegoObject.Builder members, string name, RegoValue value) => members.Set(RegoString.Of(name), value);

    private CertificateExtensions ReadExtensions(BuiltinContext context, AsnReader body)
    {
        var extensions = Der.Reader(new byte[] { 0x30, 0 }).ReadSequence();
        while (body.HasData)
        {
            // The unique identifiers of version 2 mean nothing any more.
            if (Version == 3 && body.PeekTag().HasSameClassAndValue(Der.Context(3)))
            {
                extensions = body.ReadSequence(Der.Context(3, isConstructed: true)).ReadSequence();
                body.ThrowIfNotEmpty();
            }
            else
            {
                body.ReadEncodedValue();
            }
        }

        return CertificateExtensions.Read(context, extensions);
    }
}
