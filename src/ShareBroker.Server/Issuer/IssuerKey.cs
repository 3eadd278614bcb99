using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using ShareBroker.Server.Trust;

namespace ShareBroker.Server.Issuer;

/// <summary>The P-256 key of the issuer inside the broker.</summary>
internal sealed class IssuerKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    /// <summary>Takes over a key.</summary>
    /// <exception cref="CryptographicException">It is not on P-256.</exception>
    public IssuerKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false);
        if (key.KeySize != 256 || point.Q.X is not { Length: 32 } x || point.Q.Y is not { Length: 32 } y)
        {
            throw new CryptographicException("the issuer's key is not a P-256 key");
        }

        _key = key;
        X = Base64Url.EncodeToString(x);
        Y = Base64Url.EncodeToString(y);

        // RFC 7638: the members that matter, in this order, without white space.
        Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    /// <summary>Key id: the RFC 7638 thumbprint.</summary>
    public string Id { get; }

    /// <summary>First coordinate, base64url.</summary>
    public string X { get; }

    /// <summary>Second coordinate, base64url.</summary>
    public string Y { get; }

    /// <summary>The key in a file, or a new one in that file when there is none.</summary>
    /// <exception cref="CryptographicException">The file has no P-256 key.</exception>
    /// <exception cref="IOException">The file can be neither read nor written.</exception>
    public static IssuerKey LoadOrCreate(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
            return new IssuerKey(key);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        PrivatePem.Write(file, key.ExportPkcs8PrivateKeyPem());
        return new IssuerKey(key);
    }

    /// <summary>The public key, for verification.</summary>
    public ECDsaSecurityKey PublicKey()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new ECDsaSecurityKey(ECDsa.Create(parameters)) { KeyId = Id };
    }

    /// <summary>Signs as ES256 (RFC 7518, section 3.4).</summary>
    public byte[] Sign(ReadOnlySpan<byte> octets)
    {
        lock (_signing)
        {
            return _key.SignData(octets.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
