using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Tree;

public sealed class TreeTests
{
    private static readonly List<byte[]> Entries = [.. Enumerable.Range(0, 700).Select(number => BitConverter.GetBytes(number))];

    [Fact]
    public void Roots_and_proofs_of_every_small_tree_are_those_of_the_slow_twin()
    {
        for (var size = 0; size <= 34; size++)
        {
            var entries = Entries.Take(size).ToList();
            var tree = Tree(entries);
            tree.Root.ShouldBe(new MerkleHash(SlowTree.Root(entries)));
            for (var index = 0; index < size; index++)
            {
                var path = MerkleTree.InclusionProof(index, size, tree);
                path.ShouldBe(SlowTree.Hashes(SlowTree.Path(index, entries)));
                MerkleProof.VerifyInclusion(index, size, MerkleTree.LeafHash(entries[index]), path, tree.Root).ShouldBeTrue();
            }

            for (var from = 1; from <= size; from++)
            {
                var path = MerkleTree.ConsistencyProof(from, size, tree);
                path.ShouldBe(SlowTree.Hashes(SlowTree.Proof(from, entries)));
                var before = new MerkleHash(SlowTree.Root([.. entries.Take(from)]));
                MerkleProof.VerifyConsistency(from, before, size, tree.Root, path).ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(700)]
    public void Trees_across_tiles_are_those_of_the_slow_twin(int size)
    {
        var entries = Entries.Take(size).ToList();
        var tree = Tree(entries);

        tree.Root.ShouldBe(new MerkleHash(SlowTree.Root(entries)));
        foreach (var index in new[] { 0, 1, 127, 128, 254, size / 2, size - 1 })
        {
            MerkleTree.InclusionProof(index, size, tree).ShouldBe(SlowTree.Hashes(SlowTree.Path(index, entries)));
            MerkleTree.ConsistencyProof(index + 1, size, tree).ShouldBe(SlowTree.Hashes(SlowTree.Proof(index + 1, entries)));
        }
    }

    [Fact]
    public void Proofs_of_an_older_size_come_from_the_newer_tree()
    {
        var tree = Tree(Entries);
        foreach (var size in new[] { 1, 2, 255, 256, 300, 512, 513, 699 })
        {
            MerkleTree.Root(size, tree).ShouldBe(new MerkleHash(SlowTree.Root([.. Entries.Take(size)])));
            MerkleTree.InclusionProof(size - 1, size, tree).ShouldBe(SlowTree.Hashes(SlowTree.Path(size - 1, [.. Entries.Take(size)])));
        }
    }

    [Fact]
    public void No_proof_survives_a_change_of_length_a_flipped_bit_or_another_place()
    {
        var entries = Entries.Take(21).ToList();
        var tree = Tree(entries);
        for (var index = 0; index < 21; index++)
        {
            var leaf = MerkleTree.LeafHash(entries[index]);
            var path = MerkleTree.InclusionProof(index, 21, tree).ToList();

            MerkleProof.VerifyInclusion(index, 21, leaf, [.. path, leaf], tree.Root).ShouldBeFalse();
            MerkleProof.VerifyInclusion(index, 21, leaf, [.. path[..^1]], tree.Root).ShouldBeFalse();
            MerkleProof.VerifyInclusion((index + 1) % 21, 21, leaf, path, tree.Root).ShouldBeFalse();
            MerkleProof.VerifyInclusion(index, 21, tree.Root, path, tree.Root).ShouldBeFalse();
            for (var at = 0; at < path.Count; at++)
            {
                var flipped = path[at].ToArray();
                flipped[at] ^= 0x10;
                MerkleProof.VerifyInclusion(index, 21, leaf, [.. path[..at], new MerkleHash(flipped), .. path[(at + 1)..]], tree.Root)
                    .ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_tree_that_is_taken_up_again_goes_on_as_if_nothing_had_happened()
    {
        var stored = new Dictionary<(int, long), TileNodes>();
        var whole = new TileEdge((level, number) => stored[(level, number)]);
        for (var at = 0; at < Entries.Count; at++)
        {
            var last = Entries.Take(at).Skip(at / 256 * 256).Select(entry => MerkleTree.LeafHash(entry)).ToList();
            if (at % 61 == 0 || at % 256 is 0 or 1 or 255)
            {
                TileEdge.Resume(at, last, (level, number) => stored[(level, number)]).Root.ShouldBe(whole.Root);
            }

            var fork = whole.Fork();
            fork.Append(MerkleTree.LeafHash(Entries[at]));
            whole.Size.ShouldBe(at);
            foreach (var (level, number, tile) in fork.Completed)
            {
                stored[(level, number)] = TileNodes.Parse(tile.ToBytes(256));
            }

            whole = fork;
        }

        whole.Root.ShouldBe(new MerkleHash(SlowTree.Root(Entries)));
    }

    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(63, 0, 1, "tile/63/000.p/1")]
    [InlineData(1, 5, 255, "tile/1/005.p/255")]
    [InlineData(null, 1000, 256, "tile/entries/x001/000")]
    public void Paths_are_those_of_the_standard(int? level, long number, int width, string path)
    {
        new TilePath(level, number, width).ToString().ShouldBe(path);
        TilePath.TryParse(path).ShouldBe(new TilePath(level, number, width));
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/00/001")]
    [InlineData("tile/64/001")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/01")]
    [InlineData("tile/0/../001")]
    [InlineData("tile/entries/")]
    [InlineData("tile//001")]
    [InlineData("checkpoint")]
    public void Other_paths_are_no_tiles(string path) => TilePath.TryParse(path).ShouldBeNull();

    [Fact]
    public void A_tree_of_seventy_thousand_has_the_tiles_that_the_standard_counts()
    {
        var paths = TilePath.AllOf(70_000).Where(path => path.Level is not null).ToList();

        paths.Count(path => path is { Level: 0, Width: 256 }).ShouldBe(273);
        paths.Single(path => path is { Level: 0, Width: < 256 }).ToString().ShouldBe("tile/0/273.p/112");
        paths.Where(path => path.Level == 1).Select(path => path.ToString()).ShouldBe(["tile/1/000", "tile/1/001.p/17"]);
        paths.Where(path => path.Level == 2).Select(path => path.ToString()).ShouldBe(["tile/2/000.p/1"]);
    }

    [Fact]
    public void A_bundle_that_is_cut_anywhere_is_refused()
    {
        var bundle = EntryBundle.Write(Entries.Take(5).Select(entry => (ReadOnlyMemory<byte>)entry));

        EntryBundle.Parse(bundle, 5).Select(entry => entry.ToArray()).ShouldBe(Entries.Take(5));
        for (var length = 0; length < bundle.Length; length++)
        {
            Should.Throw<ReceiptException>(() => EntryBundle.Parse(bundle.AsMemory(0, length), 5));
        }

        Should.Throw<ReceiptException>(() => EntryBundle.Parse(bundle, 4));
        Should.Throw<ReceiptException>(() => EntryBundle.Parse(bundle, 6));
    }

    private static TileEdge Tree(IEnumerable<byte[]> entries)
    {
        var tree = new TileEdge((_, _) => throw new InvalidOperationException("every tile is in memory"));
        foreach (var entry in entries)
        {
            tree.Append(MerkleTree.LeafHash(entry));
        }

        return tree;
    }
}
