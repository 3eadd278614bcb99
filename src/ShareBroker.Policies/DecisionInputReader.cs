using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Reads decision inputs of scenario files: what the broker itself would build, so a malformed one is an error of the
/// file.</summary>
internal static class DecisionInputReader
{
    public static DecisionInput Read(RegoValue value)
    {
        var root = new MemberReader(value, "input");
        return new DecisionInput
        {
            Request = Request(root.Object("request")),
            Requester = Party(root.Object("requester")),
            Recipient = Party(root.Object("recipient")),
            Holder = Party(root.Object("holder")),
            Subject = Subject(root.Object("subject")),
            Facts = Facts(root.OptionalObject("facts")),
            Held = Held(root.OptionalObject("held")),
            Prior = [.. root.Objects("prior").Select(Prior)],
            RegimeStatus = root.OptionalText("regime_status"),
        };
    }

    private static DisclosureQuestion Request(MemberReader request) => new()
    {
        Id = request.OptionalText("id") ?? "",
        At = At(request),
        Regime = request.OptionalText("regime") ?? "",
        Forum = request.OptionalText("forum") ?? "",
        Meeting = request.OptionalObject("meeting") is { } meeting
            ? new MeetingReference(meeting.OptionalText("id") ?? "", meeting.OptionalText("date") ?? "",
                meeting.OptionalFlag("agenda_has_case") ?? false)
            : null,
        Purpose = request.OptionalText("purpose") ?? "",
        LegalBasis = request.Texts("legal_basis"),
        Why = request.OptionalText("why") ?? "",
        Fields = [.. request.Objects("fields").Select(field => new RequestedPath(field.Text("path"), field.OptionalText("why")))],
        Emergency = request.OptionalFlag("emergency") ?? false,
    };

    private static DateTimeOffset At(MemberReader request)
    {
        var text = request.Text("at");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw request.Malformed("at", "an RFC 3339 time");
    }

    private static Party Party(MemberReader party)
    {
        var actor = party.OptionalObject("actor");
        return new Party(
            party.Text("agency"),
            party.OptionalText("type") ?? "",
            party.OptionalText("country") ?? "",
            new PartyActor(actor?.OptionalText("id") ?? "", actor?.OptionalText("role") ?? ""));
    }

    private static SubjectFacts Subject(MemberReader subject) =>
        new(subject.OptionalText("ref") ?? "", subject.OptionalInteger("age"), subject.OptionalFlag("minor"));

    private static Dictionary<string, FactValue> Facts(MemberReader? facts)
    {
        var read = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var (key, value) in facts?.Members() ?? [])
        {
            read[key] = FactValue.TryRead(value, out var fact) ? fact
                : throw facts!.Malformed(key, "text, true, false, a whole number or a list of texts");
        }

        return read;
    }

    private static Dictionary<string, HeldProvenance> Held(MemberReader? held)
    {
        var read = new Dictionary<string, HeldProvenance>(StringComparer.Ordinal);
        foreach (var (path, value) in held?.Members() ?? [])
        {
            var member = new MemberReader(value, "input.held." + path);
            read[path] = new HeldProvenance(
                member.OptionalText("origin_purpose"), member.OptionalText("basis"), member.OptionalFlag("reviewed"),
                    member.OptionalText("receipt"));
        }

        return read;
    }

    private static PriorReceipt Prior(MemberReader prior) => new(
        prior.OptionalText("receipt") ?? "",
        prior.OptionalText("recipient") ?? "",
        prior.OptionalText("purpose") ?? "",
        prior.Texts("fields"),
        prior.OptionalFlag("unchanged") ?? false);
}
