using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Builds the value of a decision input, member by member, without going through JSON text.</summary>
internal static class DecisionInputWriter
{
    public static RegoValue Write(DecisionInput input)
    {
        var builder = new RegoObject.Builder();
        builder.Put("request", Request(input.Request));
        builder.Put("requester", Party(input.Requester));
        builder.Put("recipient", Party(input.Recipient));
        builder.Put("holder", Party(input.Holder));
        builder.Put("subject", Subject(input.Subject));
        builder.Put("facts", Object(input.Facts, static fact => fact.ToValue()));
        builder.Put("held", Object(input.Held, Held));
        builder.Put("prior", RegoArray.Of([.. input.Prior.Select(Prior)]));
        builder.PutText("regime_status", input.RegimeStatus);
        return builder.Build();
    }

    private static RegoObject Request(DisclosureQuestion request)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("id", request.Id);
        builder.PutText("at", request.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        builder.PutText("regime", request.Regime);
        builder.PutText("forum", request.Forum);
        builder.Put("meeting", Meeting(request.Meeting));
        builder.PutText("purpose", request.Purpose);
        builder.Put("legal_basis", Texts(request.LegalBasis));
        builder.PutText("why", request.Why);
        builder.Put("fields", RegoArray.Of([.. request.Fields.Select(Field)]));
        builder.Put("emergency", RegoBoolean.Of(request.Emergency));
        return builder.Build();
    }

    private static RegoValue Meeting(MeetingReference? meeting)
    {
        if (meeting is null)
        {
            return RegoNull.Value;
        }

        var builder = new RegoObject.Builder();
        builder.PutText("id", meeting.Id);
        builder.PutText("date", meeting.Date);
        builder.Put("agenda_has_case", RegoBoolean.Of(meeting.AgendaHasCase));
        return builder.Build();
    }

    private static RegoObject Field(RequestedPath field)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("path", field.Path);
        builder.PutText("why", field.Why);
        return builder.Build();
    }

    private static RegoObject Party(Party party)
    {
        var actor = new RegoObject.Builder();
        actor.PutText("id", party.Actor.Id);
        actor.PutText("role", party.Actor.Role);
        var builder = new RegoObject.Builder();
        builder.PutText("agency", party.Agency);
        builder.PutText("type", party.Type);
        builder.PutText("country", party.Country);
        builder.Put("actor", actor.Build());
        return builder.Build();
    }

    private static RegoObject Subject(SubjectFacts subject)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("ref", subject.Ref);
        if (subject.Age is { } age)
        {
            builder.Put("age", RegoNumber.Of(age));
        }

        builder.PutFlag("minor", subject.Minor);
        return builder.Build();
    }

    private static RegoObject Held(HeldProvenance held)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("origin_purpose", held.OriginPurpose);
        builder.PutText("basis", held.Basis);
        builder.PutFlag("reviewed", held.Reviewed);
        builder.PutText("receipt", held.Receipt);
        return builder.Build();
    }

    private static RegoObject Prior(PriorReceipt prior)
    {
        var builder = new RegoObject.Builder();
        builder.PutText("receipt", prior.Receipt);
        builder.PutText("recipient", prior.Recipient);
        builder.PutText("purpose", prior.Purpose);
        builder.Put("fields", Texts(prior.Fields));
        builder.PutFlag("unchanged", prior.Unchanged);
        return builder.Build();
    }

    private static RegoArray Texts(IEnumerable<string> texts) => RegoArray.Of([.. texts.Select(RegoString.Of)]);

    private static RegoObject Object<T>(IReadOnlyDictionary<string, T> members, Func<T, RegoValue> write)
    {
        var builder = new RegoObject.Builder();
        foreach (var (key, value) in members)
        {
            builder.Put(key, write(value));
        }

        return builder.Build();
    }
}
