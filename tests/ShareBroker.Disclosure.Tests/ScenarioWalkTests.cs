using System.Collections.Concurrent;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Scenarios;

namespace ShareBroker.Disclosure.Tests;

/// <summary>
/// Scenarios through the whole walk with the real policies: the registers are filled from the facts of each, and the input that the broker
/// builds, the decision and the state must be those of the scenario. What a register cannot say is named with its reason.
/// </summary>
public sealed class ScenarioWalkTests
{
    private static readonly Dictionary<string, string> NotExpressible = new(StringComparer.Ordinal)
    {
        ["base-50"] = "a case always has a status",
        ["base-60"] = "a holder that is never asked cannot decline",
    };

    public static TheoryData<string> Files =>
        ["base.json", "fr.cpraf.json", "fr.ged.json", "dk.infohouse.municipality.json", "dk.infohouse.network.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_scenario_comes_out_of_the_walk_as_it_should(string file)
    {
        var place = Place(file);
        if (place is null)
        {
            Environment.GetEnvironmentVariable("CI")
                .ShouldNotBe("true", "the scenarios are not beside the repository; set SHAREBROKER_SHARED");
            return;
        }

        var faults = new ConcurrentBag<string>();
        var scenarios = ScenarioFile.Read(place).Where(static scenario =>
            Broker.Policies.Regimes.Contains(scenario.Regime, StringComparer.Ordinal) && !NotExpressible.ContainsKey(scenario.Id));
        await Parallel.ForEachAsync(scenarios, async (scenario, _) =>
        {
            DecisionInput input;
            try
            {
                input = DecisionInput.Read(scenario.Input);
            }
            catch (PolicyException)
            {
                return;
            }

            foreach (var fault in await WalkAsync(scenario, input))
            {
                faults.Add($"{scenario.Id}: {fault}");
            }
        });

        faults.Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static async Task<List<string>> WalkAsync(Scenario scenario, DecisionInput wanted)
    {
        await using var broker = await Broker.OpenAsync();
        var decisions = new Witness(new EmbeddedDecisionPoint(
            Broker.Policies, 0, DecisionBudget.Standard, DecisionBudget.Environment(broker.Clock)));
        broker.UseDecisions(decisions);
        var terms = await FillAsync(broker, wanted);
        var caller = new Caller(AgencyId.Parse(wanted.Requester.Agency), new Actor(wanted.Requester.Actor.Id, wanted.Requester.Actor.Role));

        var answer = await broker.Desk.DiscloseAsync(caller, Broker.AKey(), terms, CancellationToken.None);

        var (input, decision) = decisions.Seen.Last();
        var faults = ScenarioComparison.Differences(scenario.Expectation, decision).ToList();
        var built = input with
        {
            Request = input.Request with { Id = wanted.Request.Id, At = wanted.Request.At },
            Subject = input.Subject with { Ref = wanted.Subject.Ref },
        };
        var (one, other) = (built.ToValue().ToString(), wanted.ToValue().ToString());
        if (one != other)
        {
            faults.Add($"the input differs: built {one}, wanted {other}");
        }

        if (scenario.Expectation.Effect == "permit" != (answer.State == DisclosureState.Released))
        {
            faults.Add($"the state is {answer.State}");
        }

        return faults;
    }

    private static async Task<DisclosureTerms> FillAsync(Broker broker, DecisionInput wanted)
    {
        var bilateral = wanted.Request.Forum == "bilateral";
        var instance = bilateral && !wanted.Facts.ContainsKey("membership.active") ? "" : wanted.Request.Forum + "/test";
        var status = wanted.RegimeStatus ?? "draft";
        foreach (var party in (Party[])[wanted.Requester, wanted.Holder])
        {
            await broker.PutAsync(new AgencyRecord
            {
                Agency = AgencyId.Parse(party.Agency),
                Type = party.Type,
                Country = party.Country,
                Contact = new Actor(party.Actor.Id, party.Actor.Role),
                RegimeStatus = status,
            });
        }

        var holder = AgencyId.Parse(wanted.Holder.Agency);
        await broker.PutAsync(new HolderMappingRecord
        {
            Agency = holder,
            DefaultOriginPurpose = Provenance.NoOrigin,
            Paths = [.. wanted.Held.Select(static held => new MappedPath(held.Key, new Provenance(
                held.Value.OriginPurpose ?? Provenance.NoOrigin, held.Value.Basis ?? "", held.Value.Reviewed ?? false, held.Value.Receipt
                    ?? "")))],
        });
        if (instance.Length > 0)
        {
            await broker.PutAsync(new ForumInstanceRecord
            {
                Instance = instance, Forum = wanted.Request.Forum, Regime = wanted.Request.Regime, RegimeStatus = status,
            });
        }

        var caseId = await OpenCaseAsync(broker, wanted, instance);
        await FillFactsAsync(broker, wanted, instance, caseId);
        broker.Holder.Instead = wanted.Facts.ContainsKey("holder.declined")
            ? (_, _) => Task.FromResult<HolderAnswer>(new HolderAnswer.Declined(
                wanted.Facts.GetValueOrDefault("holder.declined_text")?.ToString() ?? ""))
            : null;
        return new DisclosureTerms
        {
            CaseId = caseId,
            HolderAgencyId = wanted.Holder.Agency,
            Regime = wanted.Request.Regime,
            Forum = wanted.Request.Forum,
            ForumInstanceId = bilateral ? "" : instance,
            MeetingId = wanted.Request.Meeting?.Id ?? "",
            Purpose = wanted.Request.Purpose,
            LegalBasis = wanted.Request.LegalBasis,
            Why = wanted.Request.Why,
            Fields = [.. wanted.Request.Fields.Select(static field => new RequestedField(field.Path, field.Why))],
            Emergency = wanted.Request.Emergency,
            SmallestCell = wanted.Facts.GetValueOrDefault("aggregate.smallest_cell") is FactValue.Number cell ? cell.Value : 0,
            WhyNamesChildSafety = wanted.Facts.ContainsKey("request.why_child_safety"),
            JoinsPseudonym = wanted.Facts.ContainsKey("request.joins_pseudonym"),
        };
    }

    private static async Task<string> OpenCaseAsync(Broker broker, DecisionInput wanted, string instance)
    {
        var none = new Dictionary<string, FactValue?>(StringComparer.Ordinal);
        var opened = await broker.Cases.OpenAsync(Broker.Admin, instance, "admin-1", none, CancellationToken.None);
        var holder = new Caller(AgencyId.Parse(wanted.Holder.Agency), new Actor("p", "spoc"));
        await broker.Cases.LinkAsync(holder, opened.CaseId, "holder-1", CancellationToken.None);
        if (wanted.Request.Meeting is { } meeting)
        {
            await broker.PutAsync(new MeetingRecord
            {
                MeetingId = meeting.Id, Instance = instance, Date = meeting.Date, CaseIds = meeting.AgendaHasCase ? [opened.CaseId] : [],
            });
        }

        foreach (var prior in wanted.Prior)
        {
            var late = new LateDisclosure
            {
                CaseId = opened.CaseId, Recipient = AgencyId.Parse(prior.Recipient), Holder = AgencyId.Parse(wanted.Holder.Agency),
                Purpose = prior.Purpose, Paths = prior.Fields, Time = broker.Clock.GetUtcNow(), ReceiptId = prior.Receipt,
                ChangedSince = !prior.Unchanged,
            };
            await broker.Registers.RecordLateAsync(Broker.Admin, late, CancellationToken.None);
        }

        return opened.CaseId;
    }

    private static async Task FillFactsAsync(Broker broker, DecisionInput wanted, string instance, string caseId)
    {
        var agency = AgencyId.Parse(wanted.Requester.Agency);
        var actor = wanted.Requester.Actor.Id;
        var facts = new Dictionary<string, FactValue?>(StringComparer.Ordinal);
        foreach (var (key, value) in wanted.Facts)
        {
            RegisterRecord? row = key switch
            {
                "membership.active" => new MemberRecord { Instance = instance, Agency = agency, Active = value.ToString() == "true" },
                "agreement.confidentiality" or "agreement.framework" =>
                    new AgreementRecord { Agency = agency, Kind = key["agreement.".Length..], Status = value.ToString() },
                "training.assessment_model" =>
                    new TrainingRecord { Agency = agency, ActorId = actor, Kind = "assessment_model", Status = value.ToString() },
                "consent.status" => new ConsentRecord { CaseId = caseId, Status = value.ToString() },
                "receiver.is_named_provider" or "receiver.is_spoc" => new ReceiverRecord
                {
                    CaseId = caseId, Agency = agency,
                    IsNamedProvider = wanted.Facts.ContainsKey("receiver.is_named_provider"),
                    IsSpoc = wanted.Facts.ContainsKey("receiver.is_spoc"),
                },
                "actor.roles_90d" => new RoleHistoryRecord
                {
                    CaseId = caseId, Agency = agency, ActorId = actor,
                    Roles = [.. ((FactValue.Texts)value).Values.Select(role => new TakenRole(role, broker.Clock.GetUtcNow().AddDays(-1)))],
                },
                _ => null,
            };
            if (row is not null)
            {
                await broker.PutAsync(row);
            }
            else if (!key.StartsWith("holder.", StringComparison.Ordinal) && !key.StartsWith("request.", StringComparison.Ordinal) &&
                key != "aggregate.smallest_cell")
            {
                facts[key] = value;
            }
        }

        if (wanted.Subject.Age is { } age)
        {
            facts["subject.age"] = new FactValue.Number(age);
        }

        if (wanted.Subject.Minor is { } minor)
        {
            facts["subject.minor"] = new FactValue.Flag(minor);
        }

        await broker.Cases.RecordFactsAsync(Broker.Admin, caseId, facts, CancellationToken.None);
    }

    private static string? Place(string file)
    {
        var named = Environment.GetEnvironmentVariable("SHAREBROKER_SHARED");
        var shared = string.IsNullOrEmpty(named) ? Path.Combine(Broker.PoliciesPath, "..", "..", "shared") : named;
        var place = Path.Combine(shared, "scenarios", "given", file);
        return File.Exists(place) ? place : null;
    }

    private sealed class Witness(IDecisionPoint decisions) : IDecisionPoint
    {
        public ConcurrentQueue<(DecisionInput Input, Decision Decision)> Seen { get; } = new();

        public string Engine => decisions.Engine;

        public ActivePolicy Policy => decisions.Policy;

        public Policies.Vocabularies.Vocabulary Vocabulary => decisions.Vocabulary;

        public async Task<DecisionOutcome> DecideAsync(DecisionInput input, CancellationToken cancellationToken)
        {
            var outcome = await decisions.DecideAsync(input, cancellationToken);
            if (input.Facts.ContainsKey("case.status"))
            {
                Seen.Enqueue((input, outcome.Decision));
            }

            return outcome;
        }
    }
}
