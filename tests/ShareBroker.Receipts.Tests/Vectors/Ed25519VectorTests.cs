using System.Text.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Keys.Engines;

namespace ShareBroker.Receipts.Tests.Vectors;

public sealed class Ed25519VectorTests
{
    [Fact]
    public void At_least_one_library_can_be_loaded() => Ed25519Engine.All.ShouldNotBeEmpty();

    [SharedFact]
    public void Every_line_of_the_classic_set_is_signed_and_verified_by_every_library()
    {
        var lines = SharedData.Text("rfc8032/sign.input").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1024);
        foreach (var engine in Ed25519Engine.All)
        {
            foreach (var line in lines)
            {
                var parts = line.Split(':');
                var message = Convert.FromHexString(parts[2]);
                var expected = Convert.FromHexString(parts[3])[..64];
                using var key = new Ed25519SigningKey(Convert.FromHexString(parts[0]).AsSpan(0, 32), engine);

                key.PublicKey.ToArray().ShouldBe(Convert.FromHexString(parts[1]));
                key.Sign(message).ShouldBe(expected, engine.Name);
                key.PublicKey.VerifyWith(engine, message, expected).ShouldBeTrue(engine.Name);
                expected[0] ^= 1;
                key.PublicKey.VerifyWith(engine, message, expected).ShouldBeFalse(engine.Name);
            }
        }
    }

    [SharedFact]
    public void Wycheproof_finds_nothing_wrong_with_any_library()
    {
        var cases = 0;
        foreach (var group in SharedData.Json("wycheproof/ed25519_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var key = Convert.FromHexString(group.GetProperty("publicKey").GetProperty("pk").GetString()!);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                foreach (var engine in Ed25519Engine.All)
                {
                    Verdict(engine, key, Hex(test, "msg"), Hex(test, "sig"))
                        .ShouldBe(test.GetProperty("result").ValueEquals("valid"), $"{engine.Name} {test.GetProperty("tcId")}");
                }
            }
        }

        cases.ShouldBe(151);
    }

    [SharedFact]
    public void All_libraries_give_the_pinned_verdict_on_every_edge_case()
    {
        // Keys and signatures that the libraries judge differently are refused before they are asked, so that all agree.
        var vectors = SharedData.Json("cctv-ed25519/ed25519vectors.json").EnumerateArray().ToList();
        vectors.Count.ShouldBe(914);
        foreach (var engine in Ed25519Engine.All)
        {
            var accepted = vectors.Where(vector => Verdict(
                engine,
                Hex(vector, "key"),
                System.Text.Encoding.UTF8.GetBytes(vector.GetProperty("msg").GetString()!),
                Hex(vector, "sig"))).ToList();

            accepted.Count.ShouldBe(43, engine.Name);
            accepted.ShouldAllBe(vector => !Flags(vector).Any(flag => flag.StartsWith("low_order_A") || flag.StartsWith("low_order_R")
                || flag.StartsWith("non_canonical")));
        }
    }

    [SharedFact]
    public void Keys_of_low_order_are_refused_when_they_are_read()
    {
        foreach (var vector in SharedData.Json("cctv-ed25519/ed25519vectors.json").EnumerateArray())
        {
            if (Flags(vector).Any(flag => flag is "low_order_A" or "non_canonical_A"))
            {
                Should.Throw<ReceiptException>(() => Ed25519PublicKey.Parse(Hex(vector, "key"))).Code.ShouldBe("key_weak");
            }
        }
    }

    [Fact]
    public void All_libraries_sign_alike()
    {
        var random = new Random(8032);
        for (var length = 0; length < 200; length++)
        {
            var (seed, message) = (new byte[32], new byte[length * 7]);
            random.NextBytes(seed);
            random.NextBytes(message);

            Ed25519Engine.All.Select(engine =>
            {
                using var key = new Ed25519SigningKey(seed, engine);
                return Convert.ToHexString(key.Sign(message));
            }).Distinct().Count().ShouldBe(1);
        }
    }

    private static bool Verdict(Ed25519Engine engine, byte[] key, byte[] message, byte[] signature)
    {
        try
        {
            return Ed25519PublicKey.Parse(key).VerifyWith(engine, message, signature);
        }
        catch (ReceiptException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Flags(JsonElement vector) => vector.GetProperty("flags") is { ValueKind: JsonValueKind.Array } flags
        ? flags.EnumerateArray().Select(flag => flag.GetString()!)
        : [];

    private static byte[] Hex(JsonElement owner, string name) => Convert.FromHexString(owner.GetProperty(name).GetString()!);
}
