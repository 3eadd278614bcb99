using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.Client;
using ShareBroker.Policies;
using ShareBroker.Rego.Values;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Play;

/// <summary>
/// Fills the registers so that a broker finds what a scenario assumes, each fact in the register that it belongs to. Rows that outlive a
/// scenario are written anew where the next one needs them different.
/// </summary>
internal sealed class PlayRegisters(PlayStage stage)
{
    private static readonly string[] ElsewhereFacts =
    [
        "consent.status", "consent.covers_receiver", "membership.active", "agreement.confidentiality", "agreement.framework",
        "training.assessment_model", "receiver.is_named_provider", "receiver.is_spoc", "receiver.is_named_expert", "actor.roles_90d",
        "holder.declined", "holder.declined_text", "request.why_child_safety", "request.joins_pseudonym", "aggregate.smallest_cell",
    ];

    private readonly Dictionary<string, object> _standing = new(StringComparer.Ordinal);

    private BrokerClient Clerk => stage.People.ClerkOf(PlayStage.Administration);

    private RegistryService.RegistryServiceClient Registers => Clerk.Registers;

    /// <summary>Fills the registers for a scenario.</summary>
    /// <exception cref="InexpressibleException">A register refuses a row: it has no such state.</exception>
    public async Task FillAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await PutAgenciesAsync(plan, cancellationToken);
            var caseId = plan.IsAboutNobody ? "" : await OpenCaseAsync(plan, cancellationToken);
            await Task.WhenAll(
                PutForumAsync(plan, caseId, cancellationToken),
                PutStandingAsync(plan, cancellationToken),
                PutPeopleAsync(plan, caseId, cancellationToken),
                PutHeldAsync(plan, cancellationToken),
                PutPriorAsync(plan, caseId, cancellationToken),
                LinkAsync(plan, caseId, cancellationToken));
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
        {
            throw new InexpressibleException("a register refuses it: " + refused.Status.Detail);
        }
    }

    private async Task PutAgenciesAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        foreach (var party in plan.Agencies)
        {
            var row = stage.RowOf(party);
            var isHolder = party.Agency == plan.Input.Holder.Agency;
            row.RegimeStatus = isHolder && plan.Instance.Length == 0 ? plan.Input.RegimeStatus ?? "draft" : "draft";
            row.Contact = isHolder ? ActorOf(plan.Input.Holder.Actor) : null;
            if (Differs("agency/" + party.Agency, row))
            {
                await Registers.PutAgencyAsync(new PutAgencyRequest { Agency = row }, Clerk.Options(cancellationToken));
            }
        }
    }

    private async Task<string> OpenCaseAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        var request = new OpenCaseRequest { ForumInstanceId = plan.CaseInstance, SubjectId = plan.LocalIdOf(PlayStage.Administration) };
        foreach (var (key, value) in plan.Input.Facts.Where(static fact => !ElsewhereFacts.Contains(fact.Key, StringComparer.Ordinal)))
        {
            request.Facts.Add(new CaseFact { Key = key, ValueJson = RegoJson.Write(value.ToValue()) });
        }

        if (!plan.Input.Facts.ContainsKey("case.status"))
        {
            // A case is opened open; a scenario that does not know its state gets one that counts as the strict value.
            request.Facts.Add(new CaseFact { Key = "case.status", ValueJson = "null" });
        }

        if (plan.Input.Subject.Age is { } age)
        {
            request.Facts.Add(new CaseFact { Key = "subject.age", ValueJson = RegoJson.Write(RegoNumber.Of(age)) });
        }

        if (plan.Input.Subject.Minor is { } minor)
        {
            request.Facts.Add(new CaseFact { Key = "subject.minor", ValueJson = minor ? "true" : "false" });
        }

        return (await Clerk.Cases.OpenCaseAsync(request, Clerk.Options(cancellationToken))).Case.CaseId;
    }

    private async Task LinkAsync(PlayPlan plan, string caseId, CancellationToken cancellationToken)
    {
        if (!plan.IsAboutNobody)
        {
            await Task.WhenAll(plan.Agencies.Select(party => LinkAsync(plan, party.Agency, caseId, cancellationToken)));
        }
    }

    private async Task LinkAsync(PlayPlan plan, string agency, string caseId, CancellationToken cancellationToken)
    {
        var client = stage.People.ClerkOf(agency);
        var link = new LinkSubjectRequest { CaseId = caseId, SubjectId = plan.LocalIdOf(agency) };
        await client.Cases.LinkSubjectAsync(link, client.Options(cancellationToken));
    }

    private async Task PutForumAsync(PlayPlan plan, string caseId, CancellationToken cancellationToken)
    {
        if (plan.Instance.Length == 0)
        {
            return;
        }

        var instance = new ForumInstance
        {
            ForumInstanceId = plan.Instance,
            Forum = plan.Input.Request.Forum,
            Regime = plan.Input.Request.Regime,
            RegimeStatus = plan.Input.RegimeStatus ?? "draft",
        };
        await Registers.PutForumInstanceAsync(new PutForumInstanceRequest { ForumInstance = instance }, Clerk.Options(cancellationToken));
        if (plan.Input.Request.Meeting is { } held)
        {
            var meeting = new Meeting { MeetingId = held.Id, ForumInstanceId = plan.Instance, Date = held.Date };
            if (held.AgendaHasCase)
            {
                meeting.CaseIds.Add(caseId);
            }

            await Registers.PutMeetingAsync(new PutMeetingRequest { Meeting = meeting }, Clerk.Options(cancellationToken));
        }
    }

    private async Task PutStandingAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        foreach (var party in plan.Standing)
        {
            if (Flag(plan, "membership.active") is { } active)
            {
                var member = new Member { ForumInstanceId = plan.CaseInstance, AgencyId = party.Agency, Active = active };
                await Registers.PutMemberAsync(new PutMemberRequest { Member = member }, Clerk.Options(cancellationToken));
            }

            foreach (var kind in (string[])["confidentiality", "framework"])
            {
                var status = Text(plan, "agreement." + kind);
                var agreement = new Agreement
                {
                    AgencyId = party.Agency,
                    Kind = kind,
                    Status = status ?? "unsigned",
                    ForumInstanceId = plan.Instance,
                };

                // Nothing is written where nothing ever was: absence is absence.
                if ((status is not null || _standing.ContainsKey("agreement/" + party.Agency + kind))
                    && Differs("agreement/" + party.Agency + kind, agreement))
                {
                    await Registers.PutAgreementAsync(new PutAgreementRequest { Agreement = agreement }, Clerk.Options(cancellationToken));
                }
            }
        }
    }

    private async Task PutPeopleAsync(PlayPlan plan, string caseId, CancellationToken cancellationToken)
    {
        await PutTrainingAsync(plan, cancellationToken);
        await PutConsentAsync(plan, caseId, cancellationToken);
        var receiver = new Receiver
        {
            CaseId = caseId,
            AgencyId = plan.Input.Recipient.Agency,
            IsNamedProvider = Flag(plan, "receiver.is_named_provider") ?? false,
            IsSpoc = Flag(plan, "receiver.is_spoc") ?? false,
            IsNamedExpert = Flag(plan, "receiver.is_named_expert") ?? false,
        };
        if (receiver.IsNamedProvider || receiver.IsSpoc || receiver.IsNamedExpert)
        {
            await Registers.PutReceiverAsync(new PutReceiverRequest { Receiver = receiver }, Clerk.Options(cancellationToken));
        }

        if (Roles(plan) is { Count: > 0 } roles)
        {
            var history = new RoleHistory
            {
                CaseId = caseId,
                AgencyId = plan.Input.Requester.Agency,
                ActorId = plan.Input.Requester.Actor.Id,
                Time = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(-1)),
            };
            history.Roles.AddRange(roles);
            await Registers.PutRoleHistoryAsync(new PutRoleHistoryRequest { RoleHistory = history }, Clerk.Options(cancellationToken));
        }
    }

    private async Task PutTrainingAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        var status = Text(plan, "training.assessment_model");
        foreach (var person in new[] { plan.Input.Requester, plan.Input.Recipient }.Distinct())
        {
            var key = $"training/{person.Agency}/{person.Actor.Id}";
            var training = new Training
            {
                AgencyId = person.Agency,
                ActorId = person.Actor.Id,
                Kind = "assessment_model",
                Status = status ?? "none",
            };
            if ((status is not null || _standing.ContainsKey(key)) && Differs(key, training))
            {
                await Registers.PutTrainingAsync(new PutTrainingRequest { Training = training }, Clerk.Options(cancellationToken));
            }
        }
    }

    private async Task PutConsentAsync(PlayPlan plan, string caseId, CancellationToken cancellationToken)
    {
        var status = Text(plan, "consent.status");
        var covers = Flag(plan, "consent.covers_receiver");
        if (status is null && covers is null)
        {
            return;
        }

        var isException = status?.StartsWith("not_required(", StringComparison.Ordinal) == true && status.EndsWith(')');
        if (status == "not_required")
        {
            throw new InexpressibleException("a consent that is not required without a reason in brackets");
        }

        var consent = new Consent
        {
            CaseId = caseId,
            Status = isException ? "not_required" : status ?? "unknown",
            Text = isException ? status!["not_required(".Length..^1] : "",
        };
        if (covers == true)
        {
            consent.CoveredAgencyIds.Add(plan.Input.Recipient.Agency);
        }

        await Registers.PutConsentAsync(new PutConsentRequest { Consent = consent }, Clerk.Options(cancellationToken));
    }

    private async Task PutHeldAsync(PlayPlan plan, CancellationToken cancellationToken)
    {
        var mapping = new HolderMapping { AgencyId = plan.Input.Holder.Agency, DefaultOriginPurpose = "none" };
        foreach (var (path, held) in plan.Input.Held.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var provenance = new Provenance
            {
                OriginPurpose = held.OriginPurpose ?? "",
                Basis = held.Basis ?? "",
                Reviewed = held.Reviewed ?? false,
                ReceiptId = held.Receipt ?? "",
            };
            mapping.Paths.Add(new MappedPath { Path = path, Provenance = provenance });
        }

        if (Differs("mapping/" + mapping.AgencyId, mapping))
        {
            await Registers.PutHolderMappingAsync(new PutHolderMappingRequest { Mapping = mapping }, Clerk.Options(cancellationToken));
        }
    }

    private async Task PutPriorAsync(PlayPlan plan, string caseId, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System.GetUtcNow().AddDays(-plan.Input.Prior.Count);
        foreach (var prior in plan.Input.Prior)
        {
            time = time.AddHours(1);
            var late = new LateDisclosure
            {
                CaseId = caseId,
                RecipientAgencyId = prior.Recipient,
                HolderAgencyId = plan.Input.Holder.Agency,
                Purpose = prior.Purpose,
                Time = Timestamp.FromDateTimeOffset(time),
                ReceiptId = prior.Receipt,
                ChangedSince = !prior.Unchanged,
            };
            late.Paths.AddRange(prior.Fields);
            await Registers.RecordLateDisclosureAsync(
                new RecordLateDisclosureRequest { LateDisclosure = late }, Clerk.Options(cancellationToken));
        }
    }

    // One scenario after the other: what stands in a register that is not bound to one case is remembered.
    private bool Differs(string key, object row)
    {
        lock (_standing)
        {
            if (_standing.TryGetValue(key, out var known) && known.Equals(row))
            {
                return false;
            }

            _standing[key] = row;
            return true;
        }
    }

    private static Actor? ActorOf(PartyActor actor) =>
        actor.Id.Length == 0 && actor.Role.Length == 0 ? null : new Actor { Id = actor.Id, Role = actor.Role };

    private static bool? Flag(PlayPlan plan, string key) => plan.Input.Facts.GetValueOrDefault(key) switch
    {
        null => null,
        FactValue.Flag flag => flag.Value,
        _ => throw new InexpressibleException($"'{key}' is neither true nor false"),
    };

    private static string? Text(PlayPlan plan, string key) => plan.Input.Facts.GetValueOrDefault(key) switch
    {
        null => null,
        FactValue.Text text => text.Value,
        _ => throw new InexpressibleException($"'{key}' is no text"),
    };

    private static IReadOnlyList<string>? Roles(PlayPlan plan) => plan.Input.Facts.GetValueOrDefault("actor.roles_90d") switch
    {
        null => null,
        FactValue.Texts roles => roles.Values,
        _ => throw new InexpressibleException("'actor.roles_90d' is no list of roles"),
    };
}
