using System.Security.Cryptography;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>The signature algorithms of RFC 7518 §3.1 and RFC 8037 §3.1 by name. Nothing else verifies, least of all <c>none</c>.</summary>
internal sealed class TokenAlgorithm
{
    // A signature with a large key takes about as long as so many plain steps.
    private const int KeySteps = 2000;

    private readonly char _scheme;
    private readonly HashAlgorithmName _hash;

    private TokenAlgorithm(string name, char scheme, HashAlgorithmName hash) => (Name, _scheme, _hash) = (name, scheme, hash);

    public string Name { get; }

    private static TokenAlgorithm[] Known { get; } =
    [
        new("HS256", 'H', HashAlgorithmName.SHA256), new("HS384", 'H', HashAlgorithmName.SHA384),
            new("HS512", 'H', HashAlgorithmName.SHA512),
        new("RS256", 'R', HashAlgorithmName.SHA256), new("RS384", 'R', HashAlgorithmName.SHA384),
            new("RS512", 'R', HashAlgorithmName.SHA512),
        new("PS256", 'P', HashAlgorithmName.SHA256), new("PS384", 'P', HashAlgorithmName.SHA384),
            new("PS512", 'P', HashAlgorithmName.SHA512),
        new("ES256", 'E', HashAlgorithmName.SHA256), new("ES384", 'E', HashAlgorithmName.SHA384),
            new("ES512", 'E', HashAlgorithmName.SHA512),
        new("EdDSA", 'D', HashAlgorithmName.SHA512),
    ];

    private RSASignaturePadding Padding => _scheme == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    public static TokenAlgorithm? Find(string name) => Array.Find(Known, known => known.Name == name);

    /// <summary>Whether the key is of the kind that the algorithm takes.</summary>
    public bool Fits(TokenKey key) => _scheme switch
    {
        'H' => key.Secret is not null,
        'E' => key.Curve is not null,
        'D' => key.Edwards is not null || key.EdwardsSeed is not null,
        _ => key.Rsa is not null,
    };

    /// <summary>Whether the key made the signature. A key of another kind, or a broken one, did not.</summary>
    public bool Verifies(BuiltinContext context, TokenKey key, byte[] signed, byte[] signature)
    {
        context.Meter.Work(KeySteps + (signed.Length >> 4));
        if (!Fits(key))
        {
            return false;
        }

        try
        {
            switch (_scheme)
            {
                case 'H':
                    return CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(_hash, key.Secret!, signed), signature);
                case 'D':
                    return key.Edwards is not null && EdwardsCurve.Verifies(context, key.Edwards, signed, signature);
                case 'E':
                    using (var curve = ECDsa.Create(key.Curve!.Value))
                    {
                        return curve.VerifyData(signed, signature, _hash);
                    }

                case 'P':
                    return PssSignature.Verifies(key.Rsa!.Value, _hash, signed, signature);
                default:
                    using (var rsa = RSA.Create(key.Rsa!.Value))
                    {
                        return rsa.VerifyData(signed, signature, _hash, Padding);
                    }
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The signature of the bytes, or null when the key cannot sign by this algorithm.</summary>
    public byte[]? Sign(BuiltinContext context, TokenKey key, byte[] toSign)
    {
        context.Meter.Work((4 * KeySteps) + (toSign.Length >> 4));
        if (!Fits(key))
        {
            return null;
        }

        try
        {
            switch (_scheme)
            {
                case 'H':
                    return CryptographicOperations.HmacData(_hash, key.Secret!, toSign);
                case 'D':
                    return key.EdwardsSeed is null ? null : EdwardsCurve.Sign(context, key.EdwardsSeed, toSign);
                case 'E':
                    using (var curve = ECDsa.Create(key.Curve!.Value))
                    {
                        return curve.SignData(toSign, _hash);
                    }

                default:
                    using (var rsa = RSA.Create(key.Rsa!.Value))
                    {
                        return rsa.SignData(toSign, _hash, Padding);
                    }
            }
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
