using System.Formats.Asn1;
using System.Security.Cryptography;
using ShareBroker.Rego.Builtins.Tokens;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>The algorithms that certificates are signed with, by their numbers in Go's crypto/x509.</summary>
internal static class SignatureKind
{
    private const int PssOfSha256 = 13;

    private static readonly Dictionary<string, int> ByOid = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.2"] = 1,
        ["1.2.840.113549.1.1.4"] = 2,
        ["1.2.840.113549.1.1.5"] = 3,
        ["1.3.14.3.2.29"] = 3,
        ["1.2.840.113549.1.1.11"] = 4,
        ["1.2.840.113549.1.1.12"] = 5,
        ["1.2.840.113549.1.1.13"] = 6,
        ["1.2.840.10040.4.3"] = 7,
        ["2.16.840.1.101.3.4.3.2"] = 8,
        ["1.2.840.10045.4.1"] = 9,
        ["1.2.840.10045.4.3.2"] = 10,
        ["1.2.840.10045.4.3.3"] = 11,
        ["1.2.840.10045.4.3.4"] = 12,
        ["1.3.101.112"] = 16,
    };

    private static readonly Dictionary<int, string> TokenNames = new()
    {
        [4] = "RS256", [5] = "RS384", [6] = "RS512", [10] = "ES256", [11] = "ES384", [12] = "ES512",
        [PssOfSha256] = "PS256", [14] = "PS384", [15] = "PS512",
    };

    /// <summary>The number of an AlgorithmIdentifier, 0 when unknown.</summary>
    public static int Read(ReadOnlyMemory<byte> der)
    {
        var algorithm = Der.Reader(der).ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        return oid == "1.2.840.113549.1.1.10" ? Pss(algorithm) : ByOid.GetValueOrDefault(oid);
    }

    /// <summary>Whether the key signed the bytes. False also for algorithms too weak to be trusted, which those before SHA-256
    /// are.</summary>
    public static bool Verifies(BuiltinContext context, int kind, CertificateKey key, byte[] signed, byte[] signature)
    {
        context.Charge(signed.Length * 2L);
        context.Meter.Work(2000);
        if (kind == ByOid["1.3.101.112"])
        {
            return key.Material.Edwards is { } edwards && EdwardsCurve.Verifies(context, edwards, signed, signature);
        }

        if (kind is >= 10 and <= 12 && key.Material.Curve is { } curve)
        {
            return VerifiesCurve(kind, curve, signed, signature);
        }

        return key.Algorithm == CertificateKey.RsaKey && TokenNames.TryGetValue(kind, out var name) && name[1] == 'S'
            && name[0] is 'R' or 'P' && key.Material.Rsa is not null
            && TokenAlgorithm.Find(name)!.Verifies(context, key.Material, signed, signature);
    }

    // Certificates hold curve signatures as DER, tokens as two numbers; the digest need not fit the curve here.
    private static bool VerifiesCurve(int kind, ECParameters curve, byte[] signed, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create(curve);
            var hash = kind == 10 ? HashAlgorithmName.SHA256 : kind == 11 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA512;
            return key.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static int Pss(AsnReader algorithm)
    {
        var parameters = algorithm.ReadSequence();
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(Der.Context(0)))
        {
            return 0;
        }

        return parameters.ReadSequence(Der.Context(0, isConstructed: true)).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => PssOfSha256,
            "2.16.840.1.101.3.4.2.2" => PssOfSha256 + 1,
            "2.16.840.1.101.3.4.2.3" => PssOfSha256 + 2,
            _ => 0,
        };
    }
}
