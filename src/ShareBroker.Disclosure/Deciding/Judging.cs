using ShareBroker.Disclosure.Intake;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Disclosure.Deciding;

/// <summary>
/// Asks the policies and closes every door they leave open: an exception, silence beyond a limit, a shape that is no decision or a permit
/// about an unknown person are all refusals.
/// </summary>
internal sealed class Judging(IDecisionPoint decisions, TimeProvider time)
{
    /// <summary>Longer than any engine's own budget; a port that hangs is cut off here.</summary>
    private static readonly TimeSpan DecisionTimeMax = TimeSpan.FromSeconds(10);

    private static readonly string[] StandingFacts =
    [
        "membership.active", "agreement.confidentiality", "agreement.framework", "training.assessment_model", "receiver.is_spoc",
        "receiver.is_named_expert", "request.why_child_safety", "request.joins_pseudonym", "aggregate.smallest_cell", "actor.roles_90d",
    ];

    /// <summary>Decides. Never throws for what a policy or an engine does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<Judgement> DecideAsync(GatheredInput gathered, CancellationToken cancellationToken)
    {
        // One set of policies decides all of it, even if another comes into force meanwhile.
        var point = decisions.Current;
        var decision = await AskAsync(point, gathered.Input, cancellationToken);
        if (decision.Effect == Effect.Permit && gathered.IsPersonUnknown)
        {
            decision = Refusal("deny_default");
        }

        var personReasons = await PersonReasonsAsync(point, decision, gathered.Input, cancellationToken);
        return new Judgement(decision, gathered, point) { PersonReasons = personReasons };
    }

    /// <summary>The same judgement, refused for one reason.</summary>
    public static Judgement Refuse(Judgement judgement, string code) => judgement with
    {
        Decision = Refusal(code),
        PersonReasons = judgement.Point.Vocabulary.ReasonClassOf(code) == ReasonClass.Request ? new HashSet<string>()
            : new HashSet<string> { code },
    };

    private static Decision Refusal(string code) => Decision.SystemUnavailable with { Reasons = [code] };

    private async Task<Decision> AskAsync(IDecisionPoint point, DecisionInput input, CancellationToken cancellationToken)
    {
        try
        {
            // An engine that computes on the calling thread must not hold it beyond the limit either.
            var outcome = await Task.Run(() => point.DecideAsync(input, cancellationToken), cancellationToken)
                .WaitAsync(DecisionTimeMax, time, cancellationToken);
            return IsDecision(outcome?.Decision, input) ? outcome!.Decision : Decision.SystemUnavailable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            // Whatever went wrong in there: silence is a refusal. The engine logs its own faults.
            return Decision.SystemUnavailable;
        }
    }

    private static bool IsDecision(Decision? decision, DecisionInput input)
    {
        if (decision is null || !Enum.IsDefined(decision.Effect) || decision.Reasons is not { Count: > 0 })
        {
            return false;
        }

        var prefix = decision.Effect == Effect.Permit ? "permit_" : "deny_";
        var asked = input.Request.Fields.Select(static field => field.Path).ToHashSet(StringComparer.Ordinal);
        return decision.Reasons.All(reason => reason is not null && reason.StartsWith(prefix, StringComparison.Ordinal)) &&
            decision is { Rules: not null, Fields: not null, Obligations: not null } &&
            decision.Fields.All(field => field.Value is not null && Enum.IsDefined(field.Value.Action)) &&
            (decision.Effect == Effect.Permit ? asked.SetEquals(decision.Fields.Keys) : decision.Fields.Count == 0);
    }

    private async Task<IReadOnlySet<string>> PersonReasonsAsync(
        IDecisionPoint point, Decision decision, DecisionInput input, CancellationToken cancellationToken)
    {
        var vocabulary = point.Vocabulary;
        var person = decision.Reasons.Where(reason => vocabulary.ReasonClassOf(reason) != ReasonClass.Request)
            .ToHashSet(StringComparer.Ordinal);
        var open = person.Where(reason => vocabulary.ReasonClassOf(reason) == ReasonClass.Either).ToList();
        if (open.Count == 0)
        {
            return person;
        }

        // What policy says also without knowing the person or the case follows from request and parties alone.
        var bare = await AskAsync(point, WithoutPerson(input), cancellationToken);
        person.ExceptWith(open.Where(reason => bare.Reasons.Contains(reason, StringComparer.Ordinal)));
        return person;
    }

    private static DecisionInput WithoutPerson(DecisionInput input) => input with
    {
        Subject = new SubjectFacts(input.Subject.Ref, Age: null, Minor: null),
        Facts = input.Facts.Where(static fact => StandingFacts.Contains(fact.Key, StringComparer.Ordinal))
            .ToDictionary(static fact => fact.Key, static fact => fact.Value, StringComparer.Ordinal),
        Held = new Dictionary<string, HeldProvenance>(StringComparer.Ordinal),
        Prior = [],
    };
}
