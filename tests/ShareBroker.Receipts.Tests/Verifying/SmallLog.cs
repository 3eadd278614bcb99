using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Verifying;

/// <summary>A log in memory, the plainest that makes receipts.</summary>
internal sealed class SmallLog
{
    public const string Origin = "broker.example/log/test";
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 9, 30, 0, 123, TimeSpan.Zero);

    private readonly List<(EncodedStatement Statement, string Jws)> _entries = [];
    private readonly TileEdge _tree = new((_, _) => throw new InvalidOperationException());

    public SmallLog() => Add(new GenesisDraft { LogKey = LogKey.Verifier.ToString(), StatementKeys = [StatementKey.PublicKey], Software =
        "test" });

    public static Ed25519SigningKey StatementKey { get; } = new(Enumerable.Repeat((byte)7, 32).ToArray());

    public static NoteSigner LogKey { get; } = new(Origin, new Ed25519SigningKey(Enumerable.Repeat((byte)8, 32).ToArray()));

    public static ReceiptVerifier Verifier => new(TlogPolicy.Parse(TlogPolicy.TextFor(LogKey.Verifier)),
        new JwkSet([StatementKey.PublicKey]));

    public static ReferralDraft Referral => new()
    {
        Decision = new DecisionMembers
        {
            Effect = StatementEffect.Permit,
            Requester = "xx-social",
            Recipient = "xx-social",
            Holder = "xx-police",
            Regime = "xx.regime",
            Forum = "xx.forum",
            Purpose = "support.service_planning",
            LegalBasis = ["eu-gdpr:A6-1-e"],
            Reasons = ["permit_forum_member"],
            Obligations = [new StatedObligation("delete_by") { Due = "P90D" }],
            Policy = new PolicyReference("1", new string('a', 64), 0),
            Engine = "embedded/0.1.0",
            Subject = "case-0042",
            Actor = "p-17",
            Why = "a fictitious reason",
            ReasonsAll = ["permit_forum_member"],
            Rules = ["xx-1"],
            InputSha256 = new string('b', 64),
        },
        Fields =
        [
            new StatedField("subject.name.full", "disclose") { Value = Json("\"Camille Exemple\"") },
            new StatedField("subject.birth_date", "generalise")
            {
                Scheme = "age_band/1",
                Parameters = new JsonObject { ["at"] = "2026-03-02" },
                Source = Json("\"2010-01-02\""),
                Value = Json("\"12-17\""),
            },
            new StatedField("health.detail", "withhold") { Source = Json("{\"weight\": 51.5}") },
            new StatedField("contact.phone", "withhold") { Reason = "field_not_needed" },
        ],
    };

    public static ReferralDraft ReferralWith(Func<DecisionMembers, DecisionMembers> change) =>
        Referral with { Decision = change(Referral.Decision) };

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static ReceiptSecret SecretOf(int index) => new(Enumerable.Repeat((byte)index, 32).ToArray());

    public IReadOnlyList<SdJwtDisclosure> DisclosuresOf(int index) => _entries[index].Statement.Disclosures;

    public ReadOnlyMemory<byte> PayloadOf(int index) => _entries[index].Statement.Payload;

    public int Add(StatementDraft draft)
    {
        var stamp = new StatementStamp(Origin, $"01JNA000000000000000000{_entries.Count:000}", Time, _tree.Size, _tree.Root);
        return AddEncoded(StatementEncoder.Encode(draft, stamp, SecretOf(_entries.Count)));
    }

    public int AddEncoded(EncodedStatement statement)
    {
        _entries.Add((statement, Jws.Sign(statement.Payload.Span, Jws.ReceiptType, StatementKey).Compact));
        _tree.Append(MerkleTree.LeafHash(statement.Payload.Span));
        return _entries.Count - 1;
    }

    public Receipt ReceiptOf(int index)
    {
        var head = SignedCheckpoint.Sign(new Checkpoint(Origin, _tree.Size, _tree.Root), LogKey);
        return new Receipt(_entries[index].Jws + "~", new TlogProof(index, MerkleTree.InclusionProof(index, _tree.Size, _tree),
            head).ToText());
    }
}
