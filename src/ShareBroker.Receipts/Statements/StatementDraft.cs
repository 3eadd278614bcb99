namespace ShareBroker.Receipts.Statements;

/// <summary>
/// What somebody wants in the log, before the log gives it its place: everything of an entry but <c>v</c>, <c>log</c>, <c>jti</c>,
/// <c>iat</c>, <c>time</c> and <c>after</c>. The kinds are closed; members are those of the receipt contract. Open members
/// never hold anything about a person: agencies, words of the vocabulary, digests. What is personal goes into a sealed member.
/// </summary>
public abstract record StatementDraft
{
    private protected StatementDraft()
    {
    }

    /// <summary>The word in the member <c>kind</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// A <see cref="Ulid"/> that the caller chose, so that it can find the entry after an outcome that it never learned; null leaves it
    /// to the
    /// log. The log takes no two entries with one identifier.
    /// </summary>
    public string? Jti { get; init; }

    internal abstract void Fill(StatementWriter writer);
}
