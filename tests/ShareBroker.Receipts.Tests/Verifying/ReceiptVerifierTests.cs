using System.Text;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Verifying;

public sealed class ReceiptVerifierTests
{
    private readonly SmallLog _log = new();
    private readonly int _index;

    public ReceiptVerifierTests()
    {
        _log.Add(SmallLog.ReferralWith(static members => members with { Subject = "case-1" }));
        _index = _log.Add(SmallLog.Referral);
        _log.Add(SmallLog.ReferralWith(static members => members with { Subject = "case-3" }));
    }

    [Fact]
    public void A_receipt_with_all_its_disclosures_verifies_and_opens_what_was_sealed()
    {
        var receipt = _log.ReceiptOf(_index).WithDisclosures(_log.DisclosuresOf(_index));

        var verified = SmallLog.Verifier.Verify(receipt.ToJson(), []).ShouldBeOfType<ReceiptVerdict.Verified>();

        verified.Index.ShouldBe(_index);
        verified.LeafHash.ShouldBe(MerkleTree.LeafHash(_log.PayloadOf(_index).Span));
        verified.Openings.Select(opening => (opening.Path, opening.Name)).ShouldBe(
            [
                ("", "subject"), ("", "actor"), ("", "why"), ("", "reasons_all"), ("", "rules"), ("", "input_sha256"),
                ("subject.name.full", "value"), ("subject.birth_date", "source"), ("subject.birth_date", "value"), ("health.detail",
                    "source"),
            ],
            ignoreOrder: true);
        verified.NotRecomputed.ShouldBe(["subject.birth_date"]);
    }

    [Fact]
    public void Disclosures_may_come_beside_the_receipt_and_none_opens_without_them()
    {
        var receipt = _log.ReceiptOf(_index);

        SmallLog.Verifier.Verify(receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>().Openings.ShouldBeEmpty();
        SmallLog.Verifier.Verify(receipt, [_log.DisclosuresOf(_index)[0].Encoded])
            .ShouldBeOfType<ReceiptVerdict.Verified>().Openings.Single().Name.ShouldBe("subject");
    }

    [Fact]
    public void Every_flipped_or_missing_byte_of_a_receipt_is_found()
    {
        var original = _log.ReceiptOf(_index).WithDisclosures(_log.DisclosuresOf(_index).Take(1));
        var json = original.ToJson();
        for (var at = 0; at < json.Length; at++)
        {
            Survives(json[..at]).ShouldBeFalse($"cut to {at}");
            foreach (var mask in new byte[] { 0x01, 0x20, 0x80 })
            {
                var flipped = (byte[])json.Clone();
                flipped[at] ^= mask;
                Survives(flipped).ShouldBeFalse($"byte {at} with {mask}");
            }
        }

        Survives(json).ShouldBeTrue();
    }

    [Fact]
    public void Each_failure_is_named_by_the_first_step_that_it_breaks()
    {
        var receipt = _log.ReceiptOf(_index);
        var trust = TlogPolicy.TextFor(SmallLog.LogKey.Verifier);
        var keys = new JwkSet([SmallLog.StatementKey.PublicKey]);
        var stranger = new NoteSigner("other.example/log", new Ed25519SigningKey(new byte[32]));
        var impostor = new NoteSigner(SmallLog.Origin, new Ed25519SigningKey(new byte[32]));
        var witness = new NoteVerifier("w.example", NoteKeyType.Cosignature, stranger.Verifier.Key);

        Step("{}"u8.ToArray(), trust, keys).ShouldBe(VerificationStep.Parse);
        Step(receipt.ToJson(), TlogPolicy.TextFor(stranger.Verifier), keys).ShouldBe(VerificationStep.Trust);
        Step(receipt.ToJson(), TlogPolicy.TextFor(impostor.Verifier), keys).ShouldBe(VerificationStep.Checkpoint);
        Step(receipt.ToJson(), $"log {SmallLog.LogKey.Verifier}\nwitness w {witness}\nquorum w\n", keys).ShouldBe(VerificationStep.Quorum);
        Step(new Receipt(receipt.SdJwt, _log.ReceiptOf(_index + 1).Proof).ToJson(), trust, keys).ShouldBe(VerificationStep.Inclusion);
        Step(receipt.ToJson(), trust, new JwkSet([stranger.Verifier.Key])).ShouldBe(VerificationStep.Signature);
        var foreign = _log.DisclosuresOf(_index + 1)[0];
        Step(receipt.WithDisclosures([foreign]).ToJson(), trust, keys).ShouldBe(VerificationStep.Openings);
    }

    [Fact]
    public void A_statement_that_names_what_came_after_it_is_refused()
    {
        var later = _log.Add(SmallLog.ReferralWith(static members => members with { Policy = new PolicyReference("1", "x", 4) }));
        var ofAnotherLog = _log.AddEncoded(StatementEncoder.Encode(
            SmallLog.Referral,
            new StatementStamp("other.example/log", "01JNA000000000000000000900", SmallLog.Time, 1, MerkleTree.EmptyRoot),
            SmallLog.SecretOf(90)));
        var afterItself = _log.AddEncoded(StatementEncoder.Encode(
            SmallLog.Referral,
            new StatementStamp(SmallLog.Origin, "01JNA000000000000000000901", SmallLog.Time, 99, MerkleTree.EmptyRoot),
            SmallLog.SecretOf(91)));

        Failure(later).ShouldBe((VerificationStep.Bounds, "policy_later"));
        Failure(ofAnotherLog).ShouldBe((VerificationStep.Bounds, "log_differs"));
        Failure(afterItself).ShouldBe((VerificationStep.Bounds, "after_later"));
    }

    [Fact]
    public void A_transformation_that_does_not_follow_from_its_source_is_refused()
    {
        var receipt = _log.ReceiptOf(_index).WithDisclosures(_log.DisclosuresOf(_index));
        foreach (var (answer, isGood) in new[] { (TransformationVerdict.Same, true), (TransformationVerdict.Unknown, true),
            (TransformationVerdict.Different, false) })
        {
            FieldTransformation? seen = null;
            var verifier = Verifier(transformations: (_, field) =>
            {
                seen = field;
                return answer;
            });

            (verifier.Verify(receipt, []) is ReceiptVerdict.Verified).ShouldBe(isGood);
            seen!.Scheme.ShouldBe("age_band/1");
            (seen.Source.GetString(), seen.Value.GetString()).ShouldBe(("2010-01-02", "12-17"));
        }
    }

    [Fact]
    public void A_decision_that_comes_out_differently_is_refused()
    {
        var receipt = _log.ReceiptOf(_index);

        Verifier(decision: (_, _) => null).Verify(receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>();
        Verifier(decision: (_, _) => "the effect differs").Verify(receipt, [])
            .ShouldBeOfType<ReceiptVerdict.Failed>().Step.ShouldBe(VerificationStep.Decision);
    }

    [Fact]
    public void A_value_cannot_be_opened_where_the_action_has_none()
    {
        // A broker that sealed a value under a withheld path and says so later.
        var secret = SmallLog.SecretOf(50);
        var hidden = SdJwtDisclosure.Seal(secret, "health.detail", "value", SmallLog.Json("1"));
        var payload = Encoding.UTF8.GetString(StatementEncoder.Encode(
            SmallLog.Referral,
            new StatementStamp(SmallLog.Origin, "01JNA000000000000000000902", SmallLog.Time, 1, MerkleTree.EmptyRoot),
            secret).Payload.Span);
        var known = SdJwtDisclosure.Seal(secret, "health.detail", "source", SmallLog.Json("{\"weight\": 51.5}"));
        var index = _log.AddEncoded(new EncodedStatement(Encoding.UTF8.GetBytes(payload.Replace(known.Digest, hidden.Digest)), [hidden]));

        SmallLog.Verifier.Verify(_log.ReceiptOf(index).WithDisclosures([hidden]), [])
            .ShouldBeOfType<ReceiptVerdict.Failed>().Step.ShouldBe(VerificationStep.Openings);
    }

    private static ReceiptVerifier Verifier(TransformationCheck? transformations = null, DecisionCheck? decision = null) =>
        new(TlogPolicy.Parse(TlogPolicy.TextFor(SmallLog.LogKey.Verifier)), new JwkSet([SmallLog.StatementKey.PublicKey]))
        {
            Transformations = transformations,
            Decision = decision,
        };

    private static VerificationStep Step(byte[] json, string trust, JwkSet keys) =>
        new ReceiptVerifier(TlogPolicy.Parse(trust), keys).Verify(json, []).ShouldBeOfType<ReceiptVerdict.Failed>().Step;

    private (VerificationStep, string) Failure(int index)
    {
        var failed = SmallLog.Verifier.Verify(_log.ReceiptOf(index), []).ShouldBeOfType<ReceiptVerdict.Failed>();
        return (failed.Step, failed.Code);
    }

    private bool Survives(byte[] json) => SmallLog.Verifier.Verify(json, []) is ReceiptVerdict.Verified;
}
