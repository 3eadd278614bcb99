namespace ShareBroker.Disclosure.Fetching;

/// <summary>What came of asking a holder: exactly one of five.</summary>
public abstract record HolderAnswer
{
    private HolderAnswer()
    {
    }

    /// <summary>Values of one subject, as raw JSON; nothing of it is trusted yet.</summary>
    /// <param name="SubjectId">The subject that the holder says they are about.</param>
    /// <param name="Items">The values.</param>
    public sealed record Values(string SubjectId, IReadOnlyList<HeldValue> Items) : HolderAnswer;

    /// <summary>The holder says no.</summary>
    /// <param name="Text">Its text for the requester; no personal data.</param>
    public sealed record Declined(string Text) : HolderAnswer;

    /// <summary>Somebody at the holder has to agree first.</summary>
    /// <param name="RetryTime">When to ask again; null leaves it to the broker.</param>
    public sealed record Pending(DateTimeOffset? RetryTime) : HolderAnswer;

    /// <summary>No answer came: nobody listens, the network broke, the time was up.</summary>
    public sealed record Away : HolderAnswer;

    /// <summary>The answer broke a limit or the protocol.</summary>
    /// <param name="Code">A stable word, such as <c>answer_too_long</c>; nothing of the answer.</param>
    public sealed record Unfit(string Code) : HolderAnswer;
}
