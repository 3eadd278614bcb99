using System.Security.Cryptography;

namespace ShareBroker.Rego.Builtins.Tokens;

/// <summary>One key as data: a secret, an RSA key, an elliptic curve key or one for Ed25519, with the id and algorithm that a JWK (RFC
/// 7517) may
/// name.</summary>
internal sealed record TokenKey
{
    /// <summary>The one algorithm that the key is for, or empty.</summary>
    public string Algorithm { get; init; } = string.Empty;

    /// <summary>The id of the key in its set, or empty.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The shared secret of a symmetric key.</summary>
    public byte[]? Secret { get; init; }

    public RSAParameters? Rsa { get; init; }

    public ECParameters? Curve { get; init; }

    /// <summary>A public key for Ed25519.</summary>
    public byte[]? Edwards { get; init; }

    /// <summary>The seed of a private key for Ed25519.</summary>
    public byte[]? EdwardsSeed { get; init; }
}
