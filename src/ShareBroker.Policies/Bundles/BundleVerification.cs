using System.Security.Cryptography;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Bundles;

/// <summary>A key that bundles may be signed with, as OPA's tool names it.</summary>
/// <param name="Algorithm">How the key signs: <c>RS256</c>, <c>ES256</c>, <c>PS256</c>, <c>HS256</c> and their longer kin.</param>
/// <param name="Key">A public key or certificate in PEM, or the secret of an <c>HS</c> algorithm.</param>
public sealed record BundleVerification(string Algorithm, string Key)
{
    private static readonly string[] Algorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"];

    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 100_000_000,
        Time = TimeSpan.FromSeconds(30),
        MemoryMaxBytes = 1L << 30,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    /// <summary>The id that a signature must name; null takes any.</summary>
    public string? KeyId { get; init; }

    /// <summary>The scope that a signature must name; null takes any.</summary>
    public string? Scope { get; init; }

    /// <summary>The digests that a right signature vouches for.</summary>
    internal Dictionary<string, string> Verify(string header, string payload, string signature)
    {
        if (!Algorithms.Contains(Algorithm, StringComparer.Ordinal))
        {
            throw new PolicyException("bundle_key", $"'{Algorithm}' is no algorithm that bundles are signed with; take one of "
                + string.Join(", ", Algorithms));
        }

        var (algorithm, headerKeyId) = BundleSignature.HeaderOf(header);
        if (algorithm != Algorithm || !IsSignedBy($"{header}.{payload}.{signature}"))
        {
            throw new PolicyException("bundle_key_wrong", "the key that was given did not sign the bundle as it is");
        }

        var (digests, scope, keyId) = BundleSignature.ClaimsOf(payload);
        if (KeyId is not null && (headerKeyId ?? keyId) is { Length: > 0 } named && named != KeyId)
        {
            throw new PolicyException("bundle_key_wrong", $"the bundle's signature names another key than '{KeyId}'");
        }

        return Scope is null || scope == Scope
            ? digests
            : throw new PolicyException("bundle_key_wrong", $"the bundle is not signed for the scope '{Scope}'");
    }

    // Tokens are verified by the functions that policies verify them with.
    private bool IsSignedBy(string token)
    {
        var input = new RegoObject.Builder()
            .Set(RegoString.Of("token"), RegoString.Of(token))
            .Set(RegoString.Of("key"), RegoString.Of(Key))
            .Build();
        var environment = new EvaluationEnvironment { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };
        var verified = RegoPolicy.Compile([]).Prepare($"io.jwt.verify_{Algorithm.ToLowerInvariant()}(input.token, input.key)")
            .Evaluate(input, Budget, environment, CancellationToken.None);
        return verified.Value is RegoBoolean { Value: true };
    }
}
