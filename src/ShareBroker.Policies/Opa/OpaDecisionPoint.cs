using System.Buffers;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Opa;

/// <summary>
/// Decides with an Open Policy Agent server over its REST interface. It counts only while the server serves the policies in force here,
/// from a bundle of the same revision, with the same texts and data; away, slow, too large, something else: a denial with a fault code.
/// Safe for many threads.
/// </summary>
public sealed class OpaDecisionPoint : IDecisionEngine, IDisposable
{
    private const string Entry = "v1/data/sharebroker/disclosure/decision?provenance=true";

    private readonly OpaWire _wire;
    private readonly OpaComparison _comparison;
    private readonly OpaOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Standing? _standing;

    /// <summary>Prepares; nothing is asked before the first decision.</summary>
    /// <param name="address">Base address of the server, ending in a slash; <c>unix:///path</c> for a socket of this machine.</param>
    /// <param name="policies">The policies in force.</param>
    /// <param name="leafIndex">Index of their activation entry; negative without a log.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock of the limits.</param>
    public OpaDecisionPoint(Uri address, PolicySet policies, long leafIndex, OpaOptions options, TimeProvider time)
    {
        _wire = new OpaWire(address, time);
        _comparison = new OpaComparison(policies);
        _options = options;
        _time = time;
        Policy = new ActivePolicy(policies.Revision, policies.Sha256, leafIndex, policies.Regimes);
        Vocabulary = policies.Vocabulary;
    }

    private sealed record Standing(string? Fault, RegoValue? Bundles, string Version, long At);

    /// <summary><c>opa/</c> and the server's version, <c>unknown</c> until it has said it.</summary>
    public string Engine => "opa/" + (_standing?.Version ?? "unknown");

    /// <inheritdoc/>
    public ActivePolicy Policy { get; }

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken) =>
        DecideAsync(input.ToValue(), [.. input.Request.Fields.Select(static field => field.Path)], cancellationToken);

    /// <inheritdoc/>
    public async Task<DecisionOutcome> DecideAsync(
        RegoValue input, IReadOnlyCollection<string> requestedPaths, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await StandAsync(cancellationToken);
            var answer = await _wire.PostAsync(
                Entry, Question(input), _options.AnswerBytesMax, _options.AnswerTimeMax, cancellationToken);
            if (!OpaComparison.BundlesOf(answer).Equals(standing.Bundles))
            {
                _standing = null;
                throw new OpaFault(OpaFault.Policies);
            }

            return OpaComparison.Member(answer, "result") is { } value
                ? new DecisionOutcome(Decision.Read(value, requestedPaths), Fault: null)
                : new DecisionOutcome(Decision.SystemUnavailable, "undefined");
        }
        catch (OpaFault fault)
        {
            return new DecisionOutcome(Decision.SystemUnavailable, fault.Code);
        }
        catch (PolicyException fault)
        {
            return new DecisionOutcome(Decision.SystemUnavailable, fault.Code);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wire.Dispose();
        _turn.Dispose();
    }

    private static ReadOnlyMemory<byte> Question(RegoValue input)
    {
        var text = new ArrayBufferWriter<byte>(2048);
        text.Write("{\"input\":"u8);
        RegoJson.Write(input, text);
        text.Write("}"u8);
        return text.WrittenMemory;
    }

    /// <summary>The last comparison while it counts, else a new one; one at a time, whoever waits gets its result.</summary>
    private async Task<Standing> StandAsync(CancellationToken cancellationToken)
    {
        if (Counts(_standing) is not { } standing)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                standing = Counts(_standing) ?? await CompareAsync(cancellationToken);
                _standing = standing;
            }
            finally
            {
                _turn.Release();
            }
        }

        return standing.Fault is { } fault ? throw new OpaFault(fault) : standing;
    }

    private Standing? Counts(Standing? standing)
    {
        var age = standing?.Fault is null ? _options.CheckInterval : _options.RetryInterval;
        return standing is not null && _time.GetElapsedTime(standing.At) < age ? standing : null;
    }

    private async Task<Standing> CompareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (bundles, version) = await _comparison.RunAsync(_wire, _options, cancellationToken);
            return new Standing(Fault: null, bundles, version, _time.GetTimestamp());
        }
        catch (OpaFault fault)
        {
            return new Standing(fault.Code, Bundles: null, _standing?.Version ?? "unknown", _time.GetTimestamp());
        }
    }
}
