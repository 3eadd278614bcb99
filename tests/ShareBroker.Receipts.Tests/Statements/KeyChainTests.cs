using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tests.Verifying;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Statements;

public sealed class KeyChainTests
{
    private static readonly Ed25519SigningKey Next = new(Enumerable.Repeat((byte)40, 32).ToArray());
    private static readonly Ed25519SigningKey Stranger = new(Enumerable.Repeat((byte)41, 32).ToArray());

    [Fact]
    public void A_key_that_a_known_key_handed_over_to_is_known()
    {
        var chain = Begin();

        chain.Follow(Entry(KeyDraft.Sign(SmallLog.Origin, SmallLog.StatementKey, Next)));
        chain.Follow(Entry(KeyDraft.Sign(SmallLog.Origin, Next, Stranger)));

        chain.Keys.Keys.ShouldBe([SmallLog.StatementKey.PublicKey, Next.PublicKey, Stranger.PublicKey]);
    }

    [Fact]
    public void A_key_that_a_stranger_brings_or_that_was_signed_for_another_log_is_refused()
    {
        var chain = Begin();

        Should.Throw<ReceiptException>(() => chain.Follow(Entry(KeyDraft.Sign(SmallLog.Origin, Stranger, Next))))
            .Code.ShouldBe("key_unsigned");
        Should.Throw<ReceiptException>(() => chain.Follow(Entry(KeyDraft.Sign("other.example/log", SmallLog.StatementKey, Next))))
            .Code.ShouldBe("key_unsigned");
        chain.Keys.Keys.ShouldBe([SmallLog.StatementKey.PublicKey]);
    }

    private static KeyChain Begin()
    {
        var chain = new KeyChain();
        chain.Follow(Entry(new GenesisDraft
        {
            LogKey = SmallLog.LogKey.Verifier.ToString(),
            StatementKeys = [SmallLog.StatementKey.PublicKey],
            Software = "test",
        }));
        return chain;
    }

    private static Statement Entry(StatementDraft draft)
    {
        var stamp = new StatementStamp(SmallLog.Origin, "01JNA0000000000000000000B1", SmallLog.Time, 0, MerkleTree.EmptyRoot);
        return Statement.Parse(StatementEncoder.Encode(draft, stamp, new ReceiptSecret(new byte[32])).Payload);
    }
}
