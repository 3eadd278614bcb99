namespace ShareBroker.Client.Holding;

/// <summary>What a holder answers to a verified order: exactly one of three.</summary>
public abstract record RecordAnswer
{
    private RecordAnswer()
    {
    }

    /// <summary>It releases values.</summary>
    /// <param name="SubjectId">Whose values they are.</param>
    /// <param name="Values">At most one for each path of the order; a path without a value is left out.</param>
    public sealed record Released(string SubjectId, IReadOnlyList<RecordValue> Values) : RecordAnswer;

    /// <summary>It says no; a permit is never a duty.</summary>
    /// <param name="Text">For the requester; no personal data. At most 1,000 characters.</param>
    public sealed record Declined(string Text) : RecordAnswer;

    /// <summary>Somebody has to agree first.</summary>
    /// <param name="RetryTime">When the broker should ask again.</param>
    public sealed record Pending(DateTimeOffset RetryTime) : RecordAnswer;
}
