using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests;

public sealed class TrustFileTests
{
    private const string Origin = "broker.example/log/test";
    private static readonly NoteSigner Log = new(Origin, Key(1));

    [Theory]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum a", "", false)]
    [InlineData("quorum a", "a", true)]
    [InlineData("quorum a", "b", false)]
    [InlineData("group g all a b\nquorum g", "a", false)]
    [InlineData("group g all a b\nquorum g", "ab", true)]
    [InlineData("group g any a b\nquorum g", "b", true)]
    [InlineData("group g 2 a b c\nquorum g", "c", false)]
    [InlineData("group g 2 a b c\nquorum g", "ca", true)]
    [InlineData("group g 2 a b c\ngroup h all g d\nquorum h", "ab", false)]
    [InlineData("group g 2 a b c\ngroup h all g d\nquorum h", "abd", true)]
    public void Enough_witnesses_are_as_many_as_the_file_says(string rules, string signed, bool isMet)
    {
        var trust = TlogPolicy.Parse($"# a comment\nlog {Log.Verifier}\n{Witnesses("abcd")}{rules}\n");
        var text = new Checkpoint(Origin, 0, MerkleTree.EmptyRoot).ToText();
        var checkpoint = SignedCheckpoint.Sign(new Checkpoint(Origin, 0, MerkleTree.EmptyRoot), Log)
            .With(signed.Select(name => NoteSigner.Cosign($"{name}.example/w", Key((byte)name), text, DateTimeOffset.UnixEpoch)));

        trust.SignerOf(checkpoint).ShouldBe(Log.Verifier);
        trust.IsQuorumMet(checkpoint).ShouldBe(isMet);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum none\nquorum none")]
    [InlineData("quorum x")]
    [InlineData("group g all a x\nquorum g")]
    [InlineData("group g 3 a b\nquorum g")]
    [InlineData("group g 0 a b\nquorum g")]
    [InlineData("group g any a\ngroup h any a\nquorum h")]
    [InlineData("group a any b\nquorum a")]
    [InlineData("nonsense\nquorum none")]
    [InlineData("log x\nquorum none")]
    public void A_file_that_is_not_understood_is_refused(string rules) =>
        Should.Throw<ReceiptException>(() => TlogPolicy.Parse($"log {Log.Verifier}\n{Witnesses("ab")}{rules}\n"));

    [Fact]
    public void The_same_witness_key_under_two_names_is_refused()
    {
        var twin = new NoteVerifier("b.example/w", NoteKeyType.Cosignature, Key((byte)'a').PublicKey);

        Should.Throw<ReceiptException>(() => TlogPolicy.Parse(
            $"log {Log.Verifier}\nwitness a {Witness('a')}\nwitness b {twin}\nquorum a\n"));
    }

    [Fact]
    public void A_wrong_signature_of_a_known_key_spoils_the_note()
    {
        var trust = TlogPolicy.Parse(TlogPolicy.TextFor(Log.Verifier));
        var good = SignedCheckpoint.Sign(new Checkpoint(Origin, 5, MerkleTree.EmptyRoot), Log);
        var forged = SignedCheckpoint.Parse(good.Text.Replace("\n5\n", "\n6\n"));

        Should.Throw<ReceiptException>(() => trust.SignerOf(forged)).Code.ShouldBe("note_signature");
    }

    private static string Witnesses(string names) => string.Concat(names.Select(name =>
        $"witness {name} {Witness(name)} https://{name}.example\n"));

    private static NoteVerifier Witness(char name) => new($"{name}.example/w", NoteKeyType.Cosignature, Key((byte)name).PublicKey);

    private static Ed25519SigningKey Key(byte number) => new(Enumerable.Repeat(number, 32).ToArray());
}
