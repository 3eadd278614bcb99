using System.Text.Json;

namespace ShareBroker.Policies.Life;

/// <summary>
/// Where in the log the steps of each proposal stand. It decides nothing: every step is read from the log again before it counts. A lost
/// ledger loses proposals that were not activated yet, and nothing else.
/// </summary>
internal sealed record PolicyLedger
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public IReadOnlyList<Row> Rows { get; init; } = [];

    /// <summary>Digest of the register of officers that was logged last.</summary>
    public string OfficersSha256 { get; init; } = "";

    /// <exception cref="PolicyException">The octets are no ledger (<c>ledger_damaged</c>).</exception>
    public static PolicyLedger Parse(byte[]? octets)
    {
        try
        {
            return octets is null ? new PolicyLedger() : JsonSerializer.Deserialize<PolicyLedger>(octets, Options)!;
        }
        catch (JsonException fault)
        {
            throw new PolicyException("ledger_damaged", "the ledger of policy proposals is damaged; remove it and propose again", fault);
        }
    }

    public byte[] ToOctets() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public Row? Find(string id) => Rows.FirstOrDefault(row => row.Id == id);

    public PolicyLedger With(Row changed) =>
        this with { Rows = [.. Rows.Where(row => row.Id != changed.Id), changed] };

    internal sealed record Row(string Id, long ProposalLeaf)
    {
        public long? ApprovalLeaf { get; init; }

        public long? ScheduleLeaf { get; init; }

        public DateTimeOffset? At { get; init; }

        public long? PolicyLeaf { get; init; }

        /// <summary>Set before the withdrawal's entry is written: a process that ends between must not activate it later.</summary>
        public bool IsWithdrawn { get; init; }

        public long? WithdrawalLeaf { get; init; }

        /// <summary>Code of what stopped it at its appointed time; it can be activated again by hand.</summary>
        public string? Fault { get; init; }
    }
}
