using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Tests.Verifying;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests;

/// <summary>Readers of foreign text, given texts that are nearly right: they read it, or throw the library's own exception.</summary>
public sealed class FuzzTests
{
    private static readonly Receipt Good = new SmallLog().ReceiptOf(0);

    [Fact]
    public void Notes_give_only_their_own_error() => Only(TlogProof.Parse(Good.Proof).Checkpoint.Text, text =>
        SignedCheckpoint.Parse(text));

    [Fact]
    public void Proofs_give_only_their_own_error() => Only(Good.Proof, text => TlogProof.Parse(text));

    [Fact]
    public void Sd_jwts_give_only_their_own_error() => Only(Good.SdJwt, text => SdJwt.Parse(text));

    [Fact]
    public void Trust_files_give_only_their_own_error() =>
        Only($"{TlogPolicy.TextFor(SmallLog.LogKey.Verifier)}group g any w", text => TlogPolicy.Parse(text));

    [Fact]
    public void Paths_of_tiles_never_throw() => Only("tile/entries/x001/x234/067.p/17", text => TilePath.TryParse(text));

    private static void Only(string good, Action<string> read) => Prop.ForAll<int, int, string>((from, count, insert) =>
    {
        var start = (int)(unchecked((uint)from) % (uint)good.Length);
        var length = Math.Min((int)(unchecked((uint)count) % 9), good.Length - start);
        try
        {
            read(good.Remove(start, length).Insert(start, insert ?? ""));
        }
        catch (ReceiptException)
        {
            // The library's own.
        }

        return true;
    }).QuickCheckThrowOnFailure();
}
