using System.Security.Cryptography;
using System.Text;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Builtins.Tokens;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Bundles;

/// <summary>A key that bundles may be signed with.</summary>
/// <param name="Algorithm">How it signs: <c>RS256</c>, <c>PS256</c>, <c>ES256</c>, <c>HS256</c> or their kin with 384 and 512 bits (RFC
/// 7518
/// §3.1). A signature that names another one is refused.</param>
/// <param name="Key">A public key or certificate in PEM; for <c>HS</c> the secret.</param>
public sealed record RegoBundleKey(string Algorithm, string Key)
{
    private static readonly string[] Algorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"];

    /// <summary>The scope that its signatures must name; null takes that of <see cref="RegoBundleTrust"/>.</summary>
    public string? Scope { get; init; }

    /// <exception cref="RegoBundleException">The key cannot be used (<c>bundle_key</c>).</exception>
    internal bool Verifies(byte[] signed, byte[] signature)
    {
        if (!Algorithms.Contains(Algorithm, StringComparer.Ordinal))
        {
            throw new RegoBundleException(
                "bundle_key", $"'{Algorithm}' is no algorithm that bundles are signed with; take one of {string.Join(", ", Algorithms)}");
        }

        var meter = new EvaluationMeter(
            100_000_000, TimeSpan.FromDays(1), 1L << 30, int.MaxValue, TimeProvider.System, CancellationToken.None);
        var context = new BuiltinContext(meter, 0, RandomNumberGenerator.Fill);
        try
        {
            var algorithm = TokenAlgorithm.Find(Algorithm)!;
            TokenKey[] keys = Algorithm.StartsWith('H')
                ? [new TokenKey { Secret = Encoding.UTF8.GetBytes(Key) }]
                : TokenKeys.Read(context, Key.Trim());
            return keys.Any(key => algorithm.Verifies(context, key, signed, signature));
        }
        catch (Exception fault) when (fault is BuiltinException or BudgetExceededException or CryptographicException or FormatException)
        {
            throw new RegoBundleException("bundle_key", "the key to verify bundles with is no public key in PEM", fault);
        }
    }
}
