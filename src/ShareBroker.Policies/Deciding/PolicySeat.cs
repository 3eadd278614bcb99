using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Policies.Deciding;

/// <summary>
/// The place from which policies decide. Others take it in one step: a decision that has begun ends with the policies it began with. An
/// empty seat, or one whose time is over, refuses everything. Safe for many threads.
/// </summary>
/// <param name="open">Makes the decision point of a set of policies and the index of its activation entry.</param>
/// <param name="time">Judges when policies come to their end.</param>
public sealed class PolicySeat(Func<PolicySet, long, IDecisionPoint> open, TimeProvider time) : IDecisionPoint, IDisposable
{
    /// <summary>Fault code while no policies have been put in force.</summary>
    public const string Empty = "policy_none";

    /// <summary>Fault code after the end of the policies in force.</summary>
    public const string Ended = "policy_ended";

    private static readonly NoPolicies Nobody = new(Empty);
    private static readonly NoPolicies Over = new(Ended);

    private readonly Lock _lock = new();
    private readonly List<IDisposable> _opened = [];
    private volatile Held? _held;

    private sealed record Held(PolicySet Policies, IDecisionPoint Point, DateTimeOffset? ValidUntil);

    /// <summary>Whether policies are in force now.</summary>
    public bool IsTaken => Current is not NoPolicies;

    /// <summary>The policies in force now; null while there are none.</summary>
    public PolicySet? Policies => IsTaken ? _held?.Policies : null;

    /// <summary>When the policies in force are over; null without an end.</summary>
    public DateTimeOffset? ValidUntil => _held?.ValidUntil;

    /// <inheritdoc/>
    public string Engine => Current.Engine;

    /// <inheritdoc/>
    public ActivePolicy Policy => Current.Policy;

    /// <inheritdoc/>
    public Vocabulary Vocabulary => Current.Vocabulary;

    /// <inheritdoc/>
    public IDecisionPoint Current =>
        _held is not { } held ? Nobody : held.ValidUntil <= time.GetUtcNow() ? Over : held.Point;

    /// <inheritdoc/>
    public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken) =>
        Current.DecideAsync(input, cancellationToken);

    /// <summary>Finds out whether policies could take the seat; nothing changes.</summary>
    /// <param name="policies">The policies.</param>
    /// <exception cref="PolicyException">They could not.</exception>
    public void Try(PolicySet policies)
    {
        using (open(policies, -1) as IDisposable)
        {
            // Opening it is the trial.
        }
    }

    /// <summary>Puts policies in force. Whoever asks from now on asks them.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="leafIndex">Index of their activation entry.</param>
    /// <param name="validUntil">When they are over; null without an end.</param>
    public void Take(PolicySet policies, long leafIndex, DateTimeOffset? validUntil)
    {
        var point = open(policies, leafIndex);
        lock (_lock)
        {
            // What was in force before stays open: decisions may still be under way with it.
            if (point is IDisposable disposable)
            {
                _opened.Add(disposable);
            }

            _held = new Held(policies, point, validUntil);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _held = null;
            _opened.ForEach(static each => each.Dispose());
            _opened.Clear();
        }
    }

    private sealed class NoPolicies(string fault) : IDecisionPoint
    {
        public string Engine => "none";

        public ActivePolicy Policy { get; } = new("", "", LeafIndex: -1, []);

        public Vocabulary Vocabulary => Vocabulary.Empty;

        public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken) =>
            Task.FromResult(new DecisionOutcome(Decision.SystemUnavailable, fault));
    }
}
