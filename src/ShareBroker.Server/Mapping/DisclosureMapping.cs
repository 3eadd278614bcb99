using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ShareBroker.Disclosure;
using ShareBroker.Receipts;
using ShareBroker.Wire.V1;
using DisclosureState = ShareBroker.Disclosure.DisclosureState;
using DisclosureTerms = ShareBroker.Disclosure.DisclosureTerms;
using FieldOutcome = ShareBroker.Wire.V1.FieldOutcome;
using RequestedField = ShareBroker.Disclosure.RequestedField;

namespace ShareBroker.Server.Mapping;

/// <summary>Between the messages of the contract and the words of Disclosure. Limits and meaning are judged there, not here.</summary>
internal static class DisclosureMapping
{
    private const string Json = "application/json";

    /// <summary>The terms of a message.</summary>
    /// <exception cref="InvalidRequestException">The message has none.</exception>
    public static DisclosureTerms ToTerms(Wire.V1.DisclosureTerms? terms)
    {
        if (terms is null)
        {
            throw InvalidRequestException.Of("terms_missing", "the request has no terms");
        }

        return new DisclosureTerms
        {
            CaseId = terms.CaseId,
            HolderAgencyId = terms.HolderAgencyId,
            Regime = terms.Regime,
            Forum = terms.Forum,
            ForumInstanceId = terms.ForumInstanceId,
            MeetingId = terms.MeetingId,
            Purpose = terms.Purpose,
            LegalBasis = [.. terms.LegalBasis],
            Why = terms.Why,
            Fields = [.. terms.Fields.Select(static field => new RequestedField(field.Path, field.Why.Length == 0 ? null : field.Why))],
            Emergency = terms.Emergency,
            Recipient = terms.Recipient is { } recipient ? new TermsRecipient(recipient.AgencyId, ToActor(recipient.Actor)) : null,
            WhyNamesChildSafety = terms.WhyNamesChildSafety,
            JoinsPseudonym = terms.JoinsPseudonym,
            SmallestCell = terms.SmallestCell,
        };
    }

    /// <summary>The person of a message.</summary>
    /// <exception cref="InvalidRequestException">The message names none.</exception>
    public static ShareBroker.Disclosure.Actor ToActor(Wire.V1.Actor? actor) => actor is null
        ? throw InvalidRequestException.Of("actor_missing", "the request names an agency without the person")
        : new ShareBroker.Disclosure.Actor(actor.Id, actor.Role);

    /// <summary>The person of a message, where it may name none.</summary>
    public static ShareBroker.Disclosure.Actor? ToActorOrNull(Wire.V1.Actor? actor) =>
        actor is null || (actor.Id.Length == 0 && actor.Role.Length == 0) ? null : ToActor(actor);

    /// <summary>The answer as a message.</summary>
    public static Wire.V1.Disclosure ToMessage(DisclosureAnswer answer)
    {
        var message = new Wire.V1.Disclosure
        {
            DisclosureId = answer.Id.Value,
            State = ToMessage(answer.State),
            Effect = ToMessage(answer.Effect),
            Receipt = ToMessage(answer.Receipt),
            ExpireTime = answer.ExpireTime is { } expires ? Timestamp.FromDateTimeOffset(expires) : null,
        };
        message.Reasons.AddRange(answer.Reasons.Select(ToMessage));
        message.Fields.AddRange(answer.Fields.Select(ToMessage));
        message.Obligations.AddRange(answer.Obligations.Select(static duty => new Obligation
        {
            Id = duty.Id,
            Due = duty.Due,
            Purpose = duty.Purpose,
            ReceiptId = duty.ReceiptId,
        }));
        if (answer.Payload is { } payload)
        {
            message.Payload = new JsonDocument { MediaType = Json, Content = ByteString.CopyFrom(payload.Span) };
        }

        return message;
    }

    /// <summary>A receipt as a message.</summary>
    public static JsonDocument ToMessage(Receipt receipt) =>
        new() { MediaType = Receipt.MediaType, Content = ByteString.CopyFrom(receipt.ToJson()) };

    /// <summary>A reason as a message.</summary>
    public static Reason ToMessage(ReasonGiven reason) => new() { Code = reason.Code, Sentence = reason.Sentence, Route = reason.Route };

    /// <summary>The outcome of a field as a message.</summary>
    public static FieldOutcome ToMessage(ShareBroker.Disclosure.FieldOutcome field) =>
        new() { Path = field.Path, Action = field.Action, Scheme = field.Scheme, Reason = field.Reason };

    /// <summary>An effect as a message; anything but a permit is a denial.</summary>
    public static Effect ToMessage(Policies.Effect effect) => effect == Policies.Effect.Permit ? Effect.Permit : Effect.Deny;

    private static Wire.V1.DisclosureState ToMessage(DisclosureState state) => state switch
    {
        DisclosureState.Denied => Wire.V1.DisclosureState.Denied,
        DisclosureState.Received or DisclosureState.Ordered => Wire.V1.DisclosureState.Ordered,
        DisclosureState.Waiting => Wire.V1.DisclosureState.Waiting,
        DisclosureState.Released => Wire.V1.DisclosureState.Released,
        DisclosureState.Declined => Wire.V1.DisclosureState.Declined,
        DisclosureState.Expired => Wire.V1.DisclosureState.Expired,
        DisclosureState.RefusedAnswer => Wire.V1.DisclosureState.RefusedAnswer,
        _ => Wire.V1.DisclosureState.Unspecified,
    };
}
