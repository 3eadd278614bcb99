using System.Text;
using System.Text.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Tests.Vectors;

public sealed class JoseVectorTests
{
    [SharedFact]
    public void Rfc_8037_gives_the_thumbprint_and_its_signature_verifies()
    {
        var vector = SharedData.Json("rfc8037/rfc8037-a.json");
        using var key = new Ed25519SigningKey(StrictBase64.DecodeUrl(vector.GetProperty("jwk").GetProperty("d").GetString()!));

        Jwk.ThumbprintOf(key.PublicKey).ShouldBe(vector.GetProperty("thumbprint").GetString());
        var jws = Jws.Parse(vector.GetProperty("jws").GetString()!);
        jws.IsSignedBy(key.PublicKey).ShouldBeTrue();
        Encoding.UTF8.GetString(jws.Payload.Span).ShouldBe(vector.GetProperty("payload").GetString());
    }

    [SharedFact]
    public void Rfc_9901_gives_the_digests_of_its_disclosures()
    {
        foreach (var vector in SharedData.Json("sd-jwt/disclosure-digests.json").GetProperty("vectors").EnumerateArray())
        {
            var encoded = vector.GetProperty("disclosure").GetString()!;
            if (vector.GetProperty("decoded").GetArrayLength() == 2)
            {
                // An element of an array: statements seal members of objects only.
                Should.Throw<ReceiptException>(() => SdJwtDisclosure.Parse(encoded)).Code.ShouldBe("disclosure_malformed");
                continue;
            }

            var disclosure = SdJwtDisclosure.Parse(encoded);

            disclosure.Digest.ShouldBe(vector.GetProperty("digest").GetString());
            disclosure.Salt.ShouldBe(vector.GetProperty("decoded")[0].GetString());
            disclosure.Name.ShouldBe(vector.GetProperty("decoded")[1].GetString());
            JsonElement.DeepEquals(disclosure.Value, vector.GetProperty("decoded")[2]).ShouldBeTrue();
        }
    }

    [SharedFact]
    public void No_jws_of_another_algorithm_is_read()
    {
        var refused = 0;
        foreach (var group in SharedData.Json("wycheproof/json_web_signature_test.json").GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                if (test.GetProperty("jws") is { ValueKind: JsonValueKind.String } jws)
                {
                    Should.Throw<ReceiptException>(() => Jws.Parse(jws.GetString()!));
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(300);
    }
}
