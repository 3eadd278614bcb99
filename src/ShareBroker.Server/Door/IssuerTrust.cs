using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Door;

/// <summary>
/// The pinned keys of the issuers: a key is found by issuer and key id together, and an issuer speaks only for the agencies that the
/// configuration gives it.
/// </summary>
internal sealed class IssuerTrust
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Trusts the issuers of the configuration.</summary>
    /// <exception cref="SettingsException">A key file cannot be read or has a key that is not a P-256 public key with an id.</exception>
    public IssuerTrust(TokenSettings settings)
    {
        foreach (var issuer in settings.Issuers)
        {
            Add(issuer.Issuer, KeysOf(issuer), issuer.Agencies.ToHashSet(StringComparer.Ordinal));
        }
    }

    /// <summary>Names of all trusted issuers.</summary>
    public IEnumerable<string> Issuers => _entries.Keys;

    /// <summary>Trusts one more issuer.</summary>
    /// <param name="issuer">Its name.</param>
    /// <param name="keys">Its public keys.</param>
    /// <param name="agencies">Agencies it may speak for; null means every agency, for the issuer inside the broker.</param>
    public void Add(string issuer, IEnumerable<ECDsaSecurityKey> keys, IReadOnlySet<string>? agencies) =>
        _entries.Add(issuer, new Entry(keys.ToDictionary(k => k.KeyId, StringComparer.Ordinal), agencies));

    /// <summary>The one key of an issuer with this id, or nothing.</summary>
    public IEnumerable<SecurityKey> KeysOf(string? issuer, string? keyId) =>
        issuer is not null && keyId is not null && _entries.TryGetValue(issuer, out var entry) && entry.Keys.TryGetValue(keyId, out var key)
            ? [key]
            : [];

    /// <summary>The issuer may vouch for people of the agency.</summary>
    public bool SpeaksFor(string issuer, string agency) =>
        _entries.TryGetValue(issuer, out var entry) && (entry.Agencies is null || entry.Agencies.Contains(agency));

    private static List<ECDsaSecurityKey> KeysOf(TrustedIssuer issuer)
    {
        try
        {
            var keys = JsonWebKeySet.Create(File.ReadAllText(issuer.Jwks)).Keys.Select(PublicKey).ToList();
            return keys.Count > 0 ? keys : throw new CryptographicException("no key");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException
            or FormatException)
        {
            throw new SettingsException(
                [$"the keys of the issuer '{issuer.Issuer}' cannot be used; give P-256 public keys with a kid"], fault);
        }
    }

    private static ECDsaSecurityKey PublicKey(JsonWebKey key)
    {
        if (key is not { Kty: "EC", Crv: "P-256", HasPrivateKey: false } || string.IsNullOrEmpty(key.Kid))
        {
            throw new CryptographicException("not a P-256 public key with an id");
        }

        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
        };
        return new ECDsaSecurityKey(ECDsa.Create(parameters)) { KeyId = key.Kid };
    }

    private sealed record Entry(IReadOnlyDictionary<string, ECDsaSecurityKey> Keys, IReadOnlySet<string>? Agencies);
}
