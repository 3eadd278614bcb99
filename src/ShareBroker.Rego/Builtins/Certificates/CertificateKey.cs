using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using ShareBroker.Rego.Builtins.Tokens;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>A public key: what it is, and how it is shown.</summary>
internal sealed record CertificateKey(int Algorithm, RegoValue Shown)
{
    public const int Unknown = 0;
    public const int RsaKey = 1;
    public const int CurveKey = 3;
    public const int EdwardsKey = 4;

    /// <summary>The key for RSA or a curve, to verify with.</summary>
    public TokenKey Material { get; init; } = new();

    /// <summary>Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). A key of an unknown algorithm has no value.</summary>
    public static CertificateKey Read(ReadOnlyMemory<byte> der)
    {
        var info = Der.Reader(der).ReadSequence();
        var algorithm = info.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var bits = info.ReadBitString(out _);
        switch (oid)
        {
            case "1.2.840.113549.1.1.1":
                return OfRsa(Der.Reader(bits).ReadSequence());
            case "1.2.840.10045.2.1":
                return OfCurve(algorithm.ReadObjectIdentifier(), bits);
            case "1.3.101.112":
                return new CertificateKey(EdwardsKey, Der.Bytes(bits)) { Material = new TokenKey { Edwards = bits } };
            default:
                return new CertificateKey(Unknown, RegoNull.Value);
        }
    }

    /// <summary>A point of a named curve as X and Y (SEC 1 §2.3.4, not compressed).</summary>
    public static ECParameters Point(string curveOid, byte[] point)
    {
        var (curve, size) = Curve(curveOid) ?? throw new AsnContentException("unknown curve");
        return point.Length == (size * 2) + 1 && point[0] == 4
            ? new ECParameters { Curve = curve, Q = new ECPoint { X = point[1..(size + 1)], Y = point[(size + 1)..] } }
            : throw new AsnContentException("a point has the wrong length");
    }

    public static (ECCurve Curve, int Size)? Curve(string oid) => oid switch
    {
        "1.2.840.10045.3.1.7" => (ECCurve.NamedCurves.nistP256, 32),
        "1.3.132.0.34" => (ECCurve.NamedCurves.nistP384, 48),
        "1.3.132.0.35" => (ECCurve.NamedCurves.nistP521, 66),
        _ => null,
    };

    public static RegoValue Number(byte[]? bytes) => Der.Number(new BigInteger(bytes, isUnsigned: true, isBigEndian: true));

    private static CertificateKey OfRsa(AsnReader key)
    {
        var (modulus, exponent) = (key.ReadInteger(), Der.ReadSmall(key));
        if (modulus.Sign <= 0 || exponent <= 0)
        {
            throw new AsnContentException("an RSA key is not positive");
        }

        return new CertificateKey(RsaKey, Der.Object(("N", Der.Number(modulus)), ("E", RegoNumber.Of(exponent))))
        {
            Material = new TokenKey
            {
                Rsa = new RSAParameters
                {
                    Modulus = modulus.ToByteArray(isUnsigned: true, isBigEndian: true),
                    Exponent = new BigInteger(exponent).ToByteArray(isUnsigned: true, isBigEndian: true),
                },
            },
        };
    }

    private static CertificateKey OfCurve(string curve, byte[] bits)
    {
        var point = Point(curve, bits);
        var shown = Der.Object(("Curve", RegoObject.Empty), ("X", Number(point.Q.X)), ("Y", Number(point.Q.Y)));
        return new CertificateKey(CurveKey, shown) { Material = new TokenKey { Curve = point } };
    }
}
