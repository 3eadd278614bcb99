using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Vectors;

public sealed class NoteVectorTests
{
    private const string TesseraKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    [SharedFact]
    public void The_example_of_the_standard_and_two_foreign_cosignatures_verify()
    {
        var examples = SharedData.Json("c2sp/note-examples.json");
        var note = examples.GetProperty("signed_note");
        var key = NoteVerifier.Parse(note.GetProperty("vkey").GetString()!);

        SignedNote.Parse(note.GetProperty("note").GetString()!).VerifiedBy([key]).ShouldBe([key]);
        foreach (var cosigned in examples.GetProperty("cosignatures").EnumerateArray())
        {
            var witness = NoteVerifier.Parse(cosigned.GetProperty("vkey").GetString()!);
            witness.Type.ShouldBe(NoteKeyType.Cosignature);
            var checkpoint = SignedCheckpoint.Parse(cosigned.GetProperty("checkpoint").GetString()!);
            checkpoint.Note.VerifiedBy([witness]).ShouldBe([witness]);
            checkpoint.Size.ShouldBe(300);
            checkpoint.Text.ShouldBe(cosigned.GetProperty("checkpoint").GetString());
        }
    }

    [SharedFact]
    public void A_foreign_log_is_derived_again_with_all_its_checkpoints_and_tiles()
    {
        const string log = "tessera-log/testdata/log";
        var key = NoteVerifier.Parse(TesseraKey);
        var tree = new TileEdge((_, _) => throw new InvalidOperationException());
        for (var size = 0; size <= 15; size++)
        {
            if (size > 0)
            {
                var bundle = File.ReadAllBytes(SharedData.Path($"{log}/{new TilePath(null, 0, size)}"));
                tree.Append(MerkleTree.LeafHash(EntryBundle.Parse(bundle, size)[^1].Span));
                tree.TileAt(0, 0).ToBytes(size).ShouldBe(File.ReadAllBytes(SharedData.Path($"{log}/{new TilePath(0, 0, size)}")));
            }

            var checkpoint = SignedCheckpoint.Parse(SharedData.Text($"{log}/checkpoint.{size}"));
            checkpoint.Note.VerifiedBy([key]).ShouldBe([key]);
            (checkpoint.Origin, checkpoint.Size, checkpoint.Root).ShouldBe(("example.com/log/testdata", size, tree.Root));
        }
    }

    [SharedFact]
    public void Every_checkpoint_that_a_foreign_witness_accepts_is_read_and_written_back_alike()
    {
        var cases = SharedData.Json("torchwood/litewitness-add-checkpoint.json").GetProperty("cases").EnumerateArray();
        foreach (var request in cases.Where(request => request.GetProperty("status").GetInt32() == 200))
        {
            var body = request.GetProperty("body").GetString()!;
            var text = body[(body.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

            SignedCheckpoint.Parse(text).Text.ShouldBe(text);
        }
    }
}
