using System.Text;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tests.Verifying;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Statements;

public sealed class StatementEncoderTests
{
    private static readonly ReceiptSecret Secret = SmallLog.SecretOf(9);
    private static readonly StatementStamp Stamp = new(SmallLog.Origin, "01JNA0000000000000000000A1", SmallLog.Time, 3,
        MerkleTree.EmptyRoot);

    private static readonly string[] OfDecisions =
    [
        "effect", "requester", "recipient", "holder", "regime", "forum", "purpose", "legal_basis", "reasons", "obligations", "policy",
            "engine",
    ];

    public static TheoryData<string, string[]> MembersOfEachKind => new()
    {
        { "genesis", ["log_key", "statement_keys", "software"] },
        { "order", [.. OfDecisions, "grant", "expires", "_sd", "_sd_alg"] },
        { "release", [.. OfDecisions, "order", "outcome", "fields", "_sd", "_sd_alg"] },
        { "referral", [.. OfDecisions, "fields", "_sd", "_sd_alg"] },
        { "denial", [.. OfDecisions, "_sd", "_sd_alg"] },
        { "preview", [.. OfDecisions, "_sd", "_sd_alg"] },
        { "policy", ["rev", "sha256", "previous_sha256", "author", "approver", "valid_from", "valid_until", "tests"] },
        { "key", ["jwk", "replaces", "by_old", "by_new"] },
        { "register", ["register", "by", "_sd", "_sd_alg"] },
        { "opening", ["receipt", "opened_for", "authority", "members", "_sd", "_sd_alg"] },
        { "confirmation", ["leaf", "party", "role", "signature"] },
        { "forgotten", ["receipt", "by", "authority"] },
        { "late", ["disclosed", "requester", "recipient", "holder", "regime", "purpose", "legal_basis", "paths", "_sd", "_sd_alg"] },
        { "restart", ["software", "cause"] },
    };

    [Theory]
    [MemberData(nameof(MembersOfEachKind))]
    public void Each_kind_has_the_members_of_the_contract_and_no_others(string kind, string[] members)
    {
        var encoded = StatementEncoder.Encode(Drafts[kind], Stamp, Secret);

        var root = Statement.Parse(encoded.Payload).Root;
        string[] common = ["v", "kind", "log", "jti", "iat", "time", "after"];
        root.EnumerateObject().Select(member => member.Name).ShouldBe(common.Concat(members), ignoreOrder: true);
        root.GetProperty("kind").GetString().ShouldBe(kind);
        root.GetProperty("iat").GetInt64().ShouldBe(1772443800);
        root.GetProperty("time").GetString().ShouldBe("2026-03-02T09:30:00.123Z");
        if (root.TryGetProperty("_sd", out var digests))
        {
            digests.GetArrayLength().ShouldBe(6);
            digests.EnumerateArray().Select(digest => digest.GetString()!).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        }

        StatementEncoder.Encode(Drafts[kind], Stamp, Secret).Payload.ToArray().ShouldBe(encoded.Payload.ToArray());
        Should.NotThrow(() => SdJwt.Match(root, encoded.Disclosures)).Count.ShouldBe(encoded.Disclosures.Count);
    }

    [Fact]
    public void No_sealed_value_stands_in_the_octets()
    {
        var text = Encoding.UTF8.GetString(StatementEncoder.Encode(SmallLog.Referral, Stamp, Secret).Payload.Span);

        foreach (var personal in new[] { "case-0042", "p-17", "fictitious", "Camille", "2010", "12-17", "51.5" })
        {
            text.Contains(personal, StringComparison.Ordinal).ShouldBeFalse(personal);
        }
    }

    [Fact]
    public void The_number_of_digests_does_not_tell_whether_there_was_anything_to_seal()
    {
        var empty = new DenialDraft
        {
            Decision = new DecisionMembers
            {
                Effect = StatementEffect.Deny,
                Requester = "a",
                Recipient = "a",
                Holder = "b",
                Regime = "r",
                Forum = "bilateral",
                Purpose = "p",
                LegalBasis = [],
                Reasons = ["deny_default"],
                Policy = new PolicyReference("1", "x", 0),
                Engine = "embedded/0.1.0",
            },
        };
        var encoded = StatementEncoder.Encode(empty, Stamp, Secret);
        var fields = Statement.Parse(StatementEncoder.Encode(SmallLog.Referral, Stamp, Secret).Payload).Root.GetProperty("fields");

        encoded.Disclosures.ShouldBeEmpty();
        Statement.Parse(encoded.Payload).Root.GetProperty("_sd").GetArrayLength().ShouldBe(6);
        fields.EnumerateArray().Select(field => field.GetProperty("_sd").GetArrayLength()).ShouldBe([1, 2, 1, 1]);
    }

    [Fact]
    public void Salts_are_those_of_the_contract()
    {
        var key = Enumerable.Repeat((byte)9, 32).ToArray();
        var expected = System.Security.Cryptography.HMACSHA256.HashData(key, "subject.name.full\0value"u8);

        Secret.SaltOf("subject.name.full", "value")
            .ShouldBe(Convert.ToBase64String(expected[..16]).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        Secret.SaltOf("", "subject").ShouldNotBe(SmallLog.SecretOf(8).SaltOf("", "subject"));
    }

    [Fact]
    public void A_path_that_stands_twice_and_a_statement_that_is_too_long_are_refused()
    {
        var twice = SmallLog.Referral with { Fields = [.. SmallLog.Referral.Fields, SmallLog.Referral.Fields[0]] };
        var many = SmallLog.Referral with { Fields = [.. Enumerable.Range(0, 400).Select(number => new StatedField($"path.{number}",
            "withhold"))] };

        Should.Throw<ReceiptException>(() => StatementEncoder.Encode(twice, Stamp, Secret)).Code.ShouldBe("field_twice");
        Should.Throw<ReceiptException>(() => StatementEncoder.Encode(many, Stamp, Secret)).Code.ShouldBe("statement_too_long");
    }

    [Fact]
    public void A_statement_that_is_cut_anywhere_is_no_statement()
    {
        var payload = StatementEncoder.Encode(SmallLog.Referral, Stamp, Secret).Payload;
        for (var length = 0; length < payload.Length; length++)
        {
            Should.Throw<ReceiptException>(() => Statement.Parse(payload[..length]));
        }
    }

    [Fact]
    public void Identifiers_are_ulids_that_sort_by_time()
    {
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        var early = Ulid.Create(SmallLog.Time, random);
        var late = Ulid.Create(SmallLog.Time.AddMilliseconds(1), random);

        Ulid.IsValid(early).ShouldBeTrue();
        string.CompareOrdinal(early, late).ShouldBeLessThan(0);
        Ulid.Create(DateTimeOffset.UnixEpoch.AddMilliseconds(1469922850259), random)[..10].ShouldBe("01ARZ3NDEK");
        Ulid.IsValid("81JNA0000000000000000000A1").ShouldBeFalse();
        Ulid.IsValid("01JNA0000000000000000000I1").ShouldBeFalse();
    }

    private static readonly Dictionary<string, StatementDraft> Drafts = MakeDrafts().ToDictionary(draft => draft.Kind,
        StringComparer.Ordinal);

    private static IEnumerable<StatementDraft> MakeDrafts()
    {
        var old = SmallLog.StatementKey;
        var referral = SmallLog.Referral;
        yield return new GenesisDraft { LogKey = SmallLog.LogKey.Verifier.ToString(), StatementKeys = [old.PublicKey], Software = "test" };
        yield return new OrderDraft
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
                Policy = new PolicyReference("1", new string('a', 64), 0),
                Engine = "embedded/0.1.0",
                Subject = "case-0042",
            },
            Grant = [new GrantedPath("a.b", "mask") { Scheme = "initials/1" }],
            Expires = SmallLog.Time,
        };
        yield return new ReleaseDraft
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
                Policy = new PolicyReference("1", new string('a', 64), 0),
                Engine = "embedded/0.1.0",
                Subject = "case-0042",
            },
            Order = 2,
            Outcome = ReleaseOutcome.Released,
            Fields = referral.Fields,
        };
        yield return referral;
        yield return new DenialDraft
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
                Policy = new PolicyReference("1", new string('a', 64), 0),
                Engine = "embedded/0.1.0",
                Subject = "case-0042",
            },
        };
        yield return new PreviewDraft
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
                Policy = new PolicyReference("1", new string('a', 64), 0),
                Engine = "embedded/0.1.0",
                Subject = "case-0042",
            },
        };
        yield return new PolicyDraft
        {
            Revision = "2",
            Sha256 = new string('a', 64),
            PreviousSha256 = new string('b', 64),
            Author = "office-a",
            Approver = "office-b",
            ValidFrom = SmallLog.Time,
            ValidUntil = SmallLog.Time.AddDays(1),
            TestsPassed = 5,
            TestsFailed = 0,
        };
        yield return KeyDraft.Sign(SmallLog.Origin, old, new Ed25519SigningKey(new byte[32]));
        yield return new RegisterDraft { Register = "consent", By = "xx-social", ChangeSha256 = new string('c', 64), Actor = "p-1" };
        yield return new OpeningDraft { Receipt = 1, OpenedFor = "xx-audit", Authority = "order 5", Members = ["value"], Actor = "p-2" };
        yield return new ConfirmationDraft { Receipt = 1, LeafHash = MerkleTree.EmptyRoot, Party = "xx-social", Role = "recipient",
            Signature = "s" };
        yield return new ForgottenDraft { Receipt = 1, By = "xx-audit", Authority = "retention" };
        yield return new LateDraft
        {
            Disclosed = SmallLog.Time,
            Requester = "a",
            Recipient = "a",
            Holder = "b",
            Regime = "r",
            Purpose = "p",
            LegalBasis = ["l"],
            Paths = ["a.b"],
            Subject = "case-1",
        };
        yield return new RestartDraft { Software = "test", Cause = "planned" };
    }
}
