using System.Globalization;
using System.Text;
using Google.Protobuf;
using ShareBroker.Client;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>The month: ten scenes in the order in which they happen. All persons, places and numbers in it are made up.</summary>
internal sealed class DemoStory(DemoPeople people, DemoRegisters registers, Action<DemoScene> onScene)
{
    private static readonly ActingPerson Member = new("social-member", "member");
    private static readonly ActingPerson FrontLine = new("social-frontline", "frontline");
    private static readonly ActingPerson Provider = new("social-spoc", "spoc");
    private static readonly ActingPerson Investigator = new("police-investigator", "investigator");
    private static readonly ActingPerson Assessor = new("assessor-1", "assessor");
    private static readonly ActingPerson Coordinator = new("pref-coordinator", "coordinator");

    private int _scenes;

    /// <summary>Plays the whole month.</summary>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var french = await registers.OpenCaseAsync("fr", [("subject.age", "16"), ("subject.minor", "true"), ("case.status", "\"open\"")],
            cancellationToken);
        await registers.StateAsync(
            DemoCast.Police, french, cancellationToken, ("police_search", "\"no_security_response\""),
                ("case.security_threat", "\"none\""));
        await MeetingAsync(french, cancellationToken);
        await AfterMeetingAsync(french, cancellationToken);
        await EmergencyAsync(french, cancellationToken);

        var danish = await registers.OpenCaseAsync("dk", [("subject.age", "22"), ("case.status", "\"open\"")], cancellationToken);
        await InfoHouseAsync(danish, cancellationToken);
    }

    private async Task MeetingAsync(string caseId, CancellationToken cancellationToken)
    {
        (string, string)[] fields =
        [
            ("subject.name.full", ""), ("subject.birth_date", ""), ("contact.address", ""), ("needs.service_types", ""),
                ("needs.urgency", ""),
            ("needs.detail", ""), ("family.composition", ""), ("health.mental.need_flag", ""), ("assessment.risk.factors", ""),
                ("police.intelligence", ""),
        ];
        var terms = DemoTerms.InCpraf(
            caseId, DemoCast.Prefecture, "support.service_planning", "Find out which services this family needs", fields);
        terms.LegalBasis.Add("eu-gdpr:A9-2-h");

        await AskAsync("planning-meeting", "The CPRAF plans services: a member asks for what the meeting needs", DemoCast.Social, Member,
            DemoCast.Prefecture, terms, Effect.Permit, cancellationToken);
        await AskAsync("front-line", "A worker who is face to face with the family asks in the meeting", DemoCast.Social, FrontLine,
            DemoCast.Prefecture, terms, Effect.Deny, cancellationToken);

        await registers.AgreeAsync(DemoCast.Social, "unsigned", cancellationToken);
        await AskAsync("unsigned", "The same service without a signed confidentiality agreement", DemoCast.Social, Member,
            DemoCast.Police, terms, Effect.Deny, cancellationToken);
        await registers.AgreeAsync(DemoCast.Social, "signed", cancellationToken);
    }

    private async Task AfterMeetingAsync(string caseId, CancellationToken cancellationToken)
    {
        await registers.NameProviderAsync(DemoCast.Social, caseId, cancellationToken);
        var delivery = DemoTerms.FrenchBilateral(
            caseId, DemoCast.Prefecture, "support.service_delivery", "Start the family support that was agreed",
            ("subject.name.full", ""), ("contact.phone", ""), ("contact.safe_contact_note", ""), ("family.guardian_contact", ""),
                ("plan.actions", ""),
            ("education.institution", ""), ("health.mental.summary", "to prepare the first talk"));
        delivery.LegalBasis.Add("eu-gdpr:A6-1-a");
        await AskAsync("named-provider", "After the meeting the chosen provider asks, with the person's consent", DemoCast.Social,
            Provider, DemoCast.Prefecture, delivery, Effect.Permit, cancellationToken);

        var feedback = DemoTerms.InCpraf(
            caseId, DemoCast.Social, "support.progress_feedback", "Tell the forum that the referral was picked up",
            ("involvement.progress", ""), ("plan.actions", ""));
        feedback.Recipient = new Recipient { AgencyId = DemoCast.Prefecture.Id, Actor = new Actor { Id = Coordinator.Id,
            Role = Coordinator.Role } };
        await ReferAsync("referral", "The provider reports progress to the forum", DemoCast.Social, Provider, feedback,
            [("involvement.progress", "\"contact_made\""), ("plan.actions", "[\"tutoring\",\"family mediation\"]")], Effect.Permit,
                cancellationToken);

        var prosecution = DemoTerms.InCpraf(
            caseId, DemoCast.Social, "prosecution.investigation", "Look for evidence against a relative",
            ("family.members", "to find witnesses"), ("text.notes", "to read what was said"));
        await AskAsync("prosecution", "An investigator asks the social service for what it learnt while helping", DemoCast.Police,
            Investigator, DemoCast.Social, prosecution, Effect.Deny, cancellationToken);
    }

    private async Task EmergencyAsync(string caseId, CancellationToken cancellationToken)
    {
        await registers.StateAsync(
            DemoCast.Social, caseId, cancellationToken, ("case.imminent_risk", "true"), ("case.imminent_risk.recorded_by",
                "\"social-spoc\""));
        var emergency = DemoTerms.FrenchBilateral(
            caseId, DemoCast.Social, "security.imminent_harm", "The person spoke of suicide and has left home",
            ("subject.name.full", ""), ("contact.address", ""), ("assessment.risk.level", ""), ("family.history", "to know whom to call"));
        emergency.Emergency = true;
        await AskAsync("emergency", "A life is at risk: the emergency route", DemoCast.Police, new ActingPerson("police-duty", "member"),
            DemoCast.Social, emergency, Effect.Permit, cancellationToken);
    }

    private async Task InfoHouseAsync(string caseId, CancellationToken cancellationToken)
    {
        var terms = DemoTerms.InInfoHouse(
            caseId, DemoCast.DanishPolice, "support.service_planning", "Choose a mentor and a plan",
            ("subject.name.full", ""), ("contact.phone", ""), ("needs.detail", ""), ("assessment.risk.level", ""),
                ("police.search_result", ""),
            ("police.criminal_record", "to know the past"), ("source.identity", "to thank the caller"));
        await AskAsync("police-search-first", "The Info-house asks before the police have searched", DemoCast.Municipality, Assessor,
            DemoCast.DanishPolice, terms, Effect.Deny, cancellationToken);

        await registers.StateAsync(
            DemoCast.DanishPolice, caseId, cancellationToken, ("police_search", "\"no_security_response\""),
                ("case.security_threat", "\"none\""));
        await AskAsync("info-house", "The same request after the search", DemoCast.Municipality, Assessor, DemoCast.DanishPolice, terms,
            Effect.Permit, cancellationToken);
    }

    private async Task AskAsync(
        string name, string title, DemoAgency requester, ActingPerson actor, DemoAgency holder, DisclosureTerms terms, Effect expected,
            CancellationToken cancellationToken)
    {
        var asked = terms.Clone();
        asked.HolderAgencyId = holder.Id;
        var client = people.As(requester, actor);
        var answer = await client.DiscloseAsync(Key(name), asked, cancellationToken);
        if (answer.IsReleased)
        {
            await client.ConfirmAsync(answer, cancellationToken);
        }

        Show(new DemoScene(Numbered(name), title, requester, actor, holder, asked, answer, expected));
    }

    private async Task ReferAsync(
        string name, string title, DemoAgency holder, ActingPerson actor, DisclosureTerms terms,
            IEnumerable<(string Path, string Json)> values, Effect expected, CancellationToken cancellationToken)
    {
        var request = new ReferRequest { IdempotencyKey = Key(name), Terms = terms };
        request.Values.AddRange(values.Select(value => new ReferredValue
        {
            Path = value.Path,
            ValueJson = ByteString.CopyFrom(value.Json, Encoding.UTF8),
            Provenance = new Provenance { OriginPurpose = "support.service_delivery", Basis = "fact" },
        }));
        var answer = await people.As(holder, actor).ReferAsync(request, cancellationToken);
        Show(new DemoScene(Numbered(name), title, holder, actor, holder, terms, answer, expected));
    }

    private void Show(DemoScene scene)
    {
        if (scene.Answer.Message.Effect != scene.Expected)
        {
            var reasons = string.Join(' ', scene.Answer.Message.Reasons.Select(reason => reason.Code));
            throw new Faults.UsageException(
                $"the scene '{scene.Name}' came out as {scene.Answer.Message.Effect} ({reasons}), "
                + $"not as {scene.Expected}; the policies have changed under the story");
        }

        onScene(scene);
    }

    private string Numbered(string name) => (++_scenes).ToString("00", CultureInfo.InvariantCulture) + "-" + name;

    private static string Key(string name) => "demonstration-" + name;
}
