using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Deciding;

/// <summary>
/// Asks two engines at once and believes neither alone: only decisions with the same canonical octets count. A difference, or a failure of
/// either, is a denial with a fault code.
/// </summary>
/// <param name="first">The engine whose policies are named in statements.</param>
/// <param name="second">The engine that must agree.</param>
public sealed class ComparingDecisionPoint(IDecisionEngine first, IDecisionEngine second) : IDecisionEngine
{
    /// <summary>Fault code when both engines decided, but not the same.</summary>
    public const string Differ = "engines_differ";

    /// <inheritdoc/>
    public string Engine => $"both/{VersionOf(first)}+{VersionOf(second)}";

    /// <inheritdoc/>
    public ActivePolicy Policy => first.Policy;

    /// <inheritdoc/>
    public Vocabulary Vocabulary => first.Vocabulary;

    /// <inheritdoc/>
    public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken) =>
        DecideAsync(input.ToValue(), [.. input.Request.Fields.Select(static field => field.Path)], cancellationToken);

    /// <inheritdoc/>
    public async Task<DecisionOutcome> DecideAsync(
        RegoValue input, IReadOnlyCollection<string> requestedPaths, CancellationToken cancellationToken)
    {
        // The second waits for a network while the first computes.
        var waiting = second.DecideAsync(input, requestedPaths, cancellationToken);
        var one = await first.DecideAsync(input, requestedPaths, cancellationToken);
        var other = await waiting;
        return (one.Fault ?? other.Fault) is { } fault
            ? new DecisionOutcome(Decision.SystemUnavailable, fault)
            : one.Decision.ToCanonicalJson().AsSpan().SequenceEqual(other.Decision.ToCanonicalJson())
            ? one
            : new DecisionOutcome(Decision.SystemUnavailable, Differ);
    }

    private static string VersionOf(IDecisionEngine engine) => engine.Engine[(engine.Engine.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
