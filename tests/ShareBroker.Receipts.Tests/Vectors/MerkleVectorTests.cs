using System.Security.Cryptography;
using System.Text.Json;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts.Tests.Vectors;

public sealed class MerkleVectorTests
{
    [SharedFact]
    public void Every_inclusion_proof_gets_the_verdict_it_should() => Check("inclusion", vector => MerkleProof.VerifyInclusion(
        Whole(vector, "leafIdx"),
        Whole(vector, "treeSize"),
        Hash(vector.GetProperty("leafHash")),
        Path(vector),
        Hash(vector.GetProperty("root"))));

    [SharedFact]
    public void Every_consistency_proof_gets_the_verdict_it_should() => Check("consistency", vector => MerkleProof.VerifyConsistency(
        Whole(vector, "size1"),
        Hash(vector.GetProperty("root1")),
        Whole(vector, "size2"),
        Hash(vector.GetProperty("root2")),
        Path(vector)));

    private static void Check(string folder, Func<JsonElement, bool> verify)
    {
        var files = Directory.GetFiles(SharedData.Path($"ct-merkle/testdata/{folder}"), "*.json", SearchOption.AllDirectories);
        files.Length.ShouldBe(98);
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            bool verdict;
            try
            {
                verdict = verify(document.RootElement);
            }
            catch (ReceiptException)
            {
                // Nothing at all is no hash.
                verdict = false;
            }

            verdict.ShouldBe(!document.RootElement.GetProperty("wantErr").GetBoolean(), file);
        }
    }

    private static long Whole(JsonElement vector, string name) => unchecked((long)vector.GetProperty(name).GetUInt64());

    // Some vectors have a word where a hash should stand, since it must not matter: any word stands for its own hash.
    private static MerkleHash Hash(JsonElement base64)
    {
        var bytes = base64.ValueKind == JsonValueKind.Null ? [] : base64.GetBytesFromBase64();
        return new MerkleHash(bytes.Length is 0 or MerkleHash.SizeBytes ? bytes : SHA256.HashData(bytes));
    }

    private static IReadOnlyList<MerkleHash> Path(JsonElement vector) =>
        vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
        ? [.. proof.EnumerateArray().Select(Hash)]
        : [];
}
