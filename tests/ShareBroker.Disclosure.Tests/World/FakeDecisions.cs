using System.Collections.Concurrent;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;

namespace ShareBroker.Disclosure.Tests.World;

/// <summary>Decides as a test says and keeps what it was asked.</summary>
internal sealed class FakeDecisions : IDecisionPoint
{
    public ConcurrentQueue<DecisionInput> Asked { get; } = new();

    public Func<DecisionInput, Task<DecisionOutcome>> Decide { get; set; } = static _ =>
        throw new InvalidOperationException("no decision was set");

    public string Engine => "embedded/0.0.0";

    public Policies.Vocabularies.Vocabulary Vocabulary => Broker.Vocabulary;

    public ActivePolicy Policy { get; } = new("test-1", new string('a', 64), LeafIndex: 0, []);

    public static Decision Permit(params (string Path, FieldAction Action)[] fields) => new()
    {
        Effect = Effect.Permit,
        Reasons = ["permit_forum_member"],
        Rules = ["test-1"],
        Fields = fields.ToDictionary(static field => field.Path, static field => field.Action, StringComparer.Ordinal),
        Obligations = [ADuty("confirm_receipt", ("due", new FactValue.Text("PT24H"))),
            ADuty("use_only_for", ("purpose", new FactValue.Text("support.service_planning")))],
    };

    public static Decision Deny(params string[] reasons) => new()
    {
        Effect = Effect.Deny,
        Reasons = [.. reasons.Order(StringComparer.Ordinal)],
        Rules = [],
        Fields = new Dictionary<string, FieldAction>(StringComparer.Ordinal),
        Obligations = [ADuty("explain_refusal"), ADuty("police_search", ("due", new FactValue.Text("PT72H"))), ADuty("store_receipt")],
    };

    public static Obligation ADuty(string id, params (string Name, FactValue Value)[] parameters) =>
        new(id, parameters.ToDictionary(static item => item.Name, static item => item.Value, StringComparer.Ordinal));

    public static FieldAction Disclose => new() { Action = FieldActionKind.Disclose };

    public static FieldAction Withhold => new() { Action = FieldActionKind.Withhold, Reason = "deny_not_needed" };

    public static FieldAction Generalise(string scheme) =>
        new() { Action = FieldActionKind.Generalise, Scheme = scheme, Reason = "field_minimised" };

    public static FieldAction With(FieldActionKind action, params (string Name, FactValue Value)[] parameters) => new()
    {
        Action = action,
        Parameters = parameters.ToDictionary(static item => item.Name, static item => item.Value, StringComparer.Ordinal),
    };

    public void Always(Decision decision) => Decide = _ => Task.FromResult(new DecisionOutcome(decision, Fault: null));

    /// <summary>The first decision, then the second for every further one.</summary>
    public void FirstThen(Decision first, Decision second)
    {
        var count = 0;
        Decide = _ => Task.FromResult(new DecisionOutcome(Interlocked.Increment(ref count) == 1 ? first : second, Fault: null));
    }

    public void DiscloseAll() => Decide = static input => Task.FromResult(new DecisionOutcome(
        Permit([.. input.Request.Fields.Select(static field => field.Path).Distinct(StringComparer.Ordinal)
            .Select(static path => (path, Disclose))]), Fault: null));

    public Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken)
    {
        Asked.Enqueue(input);
        return Decide(input);
    }
}
