using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using ShareBroker.Client;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Rego.Values;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Play;

/// <summary>Plays one scenario: fills the registers, asks as its requester, has the receipt opened as an auditor, and compares.</summary>
internal sealed class PlayRun(PlayStage stage, PlayRegisters registers, EmbeddedDecisionPoint decisions, Vocabulary vocabulary)
{
    private readonly PlayStanding _standing = new(vocabulary, decisions);

    /// <summary>One line for each difference; empty when the broker did what the scenario expects.</summary>
    /// <exception cref="InexpressibleException">The scenario cannot be brought about.</exception>
    public async Task<IReadOnlyList<string>> PlayAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        DemandBuildable(plan, cancellationToken);
        await registers.FillAsync(plan, cancellationToken);
        stage.Records.Add(plan);
        var requester = plan.Input.Requester;
        var client = stage.People.As(requester.Agency, requester.Actor.Id, requester.Actor.Role);
        try
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"play-scenario-{plan.Number:D6}");
            var answer = await client.DiscloseAsync(key, TermsOf(plan), cancellationToken);
            return await CompareAsync(plan, answer, cancellationToken);
        }
        catch (BrokerCallException refused) when (refused.Status == StatusCode.InvalidArgument)
        {
            throw new InexpressibleException("the door refuses the message: " + refused.Message);
        }
        catch (ReceiptMismatchException mismatch)
        {
            return [$"receipt: {mismatch.Code}: {mismatch.Message}"];
        }
    }

    private async Task<IReadOnlyList<string>> CompareAsync(PlayPlan plan, VerifiedAnswer answer, CancellationToken cancellationToken)
    {
        var auditor = stage.People.As(PlayStage.Administration, "auditor-1", "auditor");
        var opened = await auditor.Receipts.OpenReceiptAsync(
            new OpenReceiptRequest { Index = checked((ulong)answer.ReceiptIndex), Authority = "play of scenarios", Why = plan.Scenario.Id },
            auditor.Options(cancellationToken));
        var octets = opened.Input.Content.ToByteArray();
        var value = RegoJson.Parse(octets, JsonLimits.Trusted);
        var built = DecisionInput.Read(value);
        var outcome = decisions.Decide(value, [.. built.Request.Fields.Select(static field => field.Path)], cancellationToken);
        var differences = new List<string>();
        Expect(differences, "policy", "no fault", outcome.Fault ?? "no fault");
        differences.AddRange(PlayInputs.Differences(WantedOf(plan, answer), built, vocabulary));
        differences.AddRange(ScenarioComparison.Differences(plan.Scenario.Expectation, outcome.Decision));
        CompareOpenings(differences, plan, opened, octets, outcome.Decision);
        CompareAnswer(differences, plan, answer, built, outcome.Decision);
        return differences;
    }

    // A broker states every member of a request and has its own clock; a scenario that hangs on either is for the engine alone.
    private void DemandBuildable(PlayPlan plan, CancellationToken cancellationToken)
    {
        var today = plan.Input with { Request = plan.Input.Request with { At = TimeProvider.System.GetUtcNow() } };
        var paths = plan.Scenario.RequestedPaths;
        var wanted = decisions.Decide(plan.Scenario.Input, paths, cancellationToken).Decision.ToCanonicalJson();
        var stated = decisions.Decide(today.ToValue(), paths, cancellationToken).Decision.ToCanonicalJson();
        if (!wanted.AsSpan().SequenceEqual(stated))
        {
            throw new InexpressibleException("it hangs on a member that a broker always states, or on a moment in the past");
        }
    }

    // A holder is asked only after a permit: when policy refused before, nobody learnt that it would have declined.
    private static DecisionInput WantedOf(PlayPlan plan, VerifiedAnswer answer) => answer.Message.State == DisclosureState.Denied
        ? plan.Input with
        {
            Facts = plan.Input.Facts.Where(static fact => fact.Key is not ("holder.declined" or "holder.declined_text"))
                .ToDictionary(static fact => fact.Key, static fact => fact.Value, StringComparer.Ordinal),
        }
        : plan.Input;

    private void CompareOpenings(List<string> differences, PlayPlan plan, OpenReceiptResponse opened, byte[] octets, Decision decision)
    {
        if (stage.Verifier.Verify(opened.Receipt.Content.Memory, []) is not ReceiptVerdict.Verified verified)
        {
            differences.Add("receipt: the opened receipt does not verify");
            return;
        }

        Expect(differences, "sealed input", Convert.ToHexStringLower(SHA256.HashData(octets)), TextOf(verified.Openings, "input_sha256"));
        Expect(differences, "sealed reasons", string.Join(' ', decision.Reasons), TextOf(verified.Openings, "reasons_all"));
        Expect(differences, "sealed rules", string.Join(' ', decision.Rules), TextOf(verified.Openings, "rules"));
        Expect(differences, "sealed actor", plan.Input.Requester.Actor.Id, TextOf(verified.Openings, "actor"));
        Expect(differences, "sealed why", plan.Input.Request.Why, TextOf(verified.Openings, "why"));
    }

    private void CompareAnswer(List<string> differences, PlayPlan plan, VerifiedAnswer answer, DecisionInput built, Decision decision)
    {
        var message = answer.Message;
        var isPermit = decision.Effect == ShareBroker.Policies.Effect.Permit;
        var (codes, tellsAll) = _standing.Told(built, decision);
        Expect(differences, "answer.effect", isPermit ? "Permit" : "Deny", message.Effect.ToString());
        Expect(
            differences, "answer.reasons", string.Join(' ', codes), string.Join(' ', message.Reasons.Select(static reason => reason.Code)));
        var duties = decision.Obligations.Select(static duty => duty.Id)
            .Where(id => tellsAll || id is "explain_refusal" or "store_receipt");
        Expect(
            differences,
            "answer.obligations",
            string.Join(' ', duties),
            string.Join(' ', message.Obligations.Select(static duty => duty.Id)));
        List<string> paths =
            isPermit ? [.. plan.Input.Request.Fields.Select(static field => field.Path).Distinct(StringComparer.Ordinal)] : [];
        Expect(
            differences,
            "answer.fields",
            string.Join(' ', paths.Select(path => Line(path, decision.Fields[path]))),
            string.Join(' ', message.Fields.Select(static field => $"{field.Path}={field.Action}/{field.Scheme}/{field.Reason}")));
        var shared = paths.Where(path => plan.RecipientIsRequester
            && decision.Fields[path].Action is not (FieldActionKind.Withhold or FieldActionKind.Aggregate));
        Expect(
            differences,
            "answer.payload",
            string.Join(' ', shared.Order(StringComparer.Ordinal)),
            string.Join(' ', answer.Payload.Keys.Order(StringComparer.Ordinal)));
    }

    private static string Line(string path, FieldAction field) =>
        $"{path}={FieldActionWords.Word(field.Action)}/{(field.Action == FieldActionKind.Aggregate ? "" : field.Scheme)}/{field.Reason}";

    private static DisclosureTerms TermsOf(PlayPlan plan)
    {
        var request = plan.Input.Request;
        var terms = new DisclosureTerms
        {
            CaseId = plan.IsAboutNobody ? "" : plan.LocalIdOf(plan.Input.Requester.Agency),
            HolderAgencyId = plan.Input.Holder.Agency,
            Regime = request.Regime,
            Forum = request.Forum,
            ForumInstanceId = plan.Instance,
            MeetingId = request.Meeting?.Id ?? "",
            Purpose = request.Purpose,
            Why = request.Why,
            Emergency = request.Emergency,
            WhyNamesChildSafety = plan.Input.Facts.GetValueOrDefault("request.why_child_safety") is FactValue.Flag { Value: true },
            JoinsPseudonym = plan.Input.Facts.GetValueOrDefault("request.joins_pseudonym") is FactValue.Flag { Value: true },
            SmallestCell = plan.Input.Facts.GetValueOrDefault("aggregate.smallest_cell") is FactValue.Number cell ? cell.Value : 0,
        };
        terms.LegalBasis.AddRange(request.LegalBasis);
        terms.Fields.AddRange(request.Fields.Select(static field => new RequestedField { Path = field.Path, Why = field.Why ?? "" }));
        if (!plan.RecipientIsRequester)
        {
            var recipient = plan.Input.Recipient;
            terms.Recipient = new Recipient
            {
                AgencyId = recipient.Agency,
                Actor = new Actor { Id = recipient.Actor.Id, Role = recipient.Actor.Role },
            };
        }

        return terms;
    }

    private static string TextOf(IReadOnlyList<Opening> openings, string name)
    {
        var value = openings.FirstOrDefault(opening => opening.Path.Length == 0 && opening.Name == name)?.Value;
        return value?.ValueKind switch
        {
            JsonValueKind.String => value.Value.GetString()!,
            JsonValueKind.Array => string.Join(' ', value.Value.EnumerateArray().Select(static item => item.GetString())),
            _ => "nothing",
        };
    }

    private static void Expect(List<string> differences, string what, string wanted, string got)
    {
        if (wanted != got)
        {
            differences.Add($"{what}: want {wanted}, got {got}");
        }
    }
}
