using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Signing;

namespace ShareBroker.Receipts.Tests;

public sealed class StrictReadingTests
{
    private static readonly Ed25519SigningKey Key = new(new byte[32]);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "json_invalid")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "json_invalid")]
    [InlineData("\"\\ud800\"", "json_lone_surrogate")]
    [InlineData("{\"\\udc00\":1}", "json_lone_surrogate")]
    [InlineData("1e400", "json_number_range")]
    [InlineData("[1,]", "json_invalid")]
    [InlineData("\uFEFF1", "json_invalid")]
    [InlineData("1 2", "json_invalid")]
    [InlineData("", "json_invalid")]
    [InlineData("// x\n1", "json_invalid")]
    public void Json_that_readers_could_differ_on_is_refused(string text, string code) =>
        Should.Throw<ReceiptException>(() => StrictJson.Read(Encoding.UTF8.GetBytes(text), 1000)).Code.ShouldBe(code);

    [Fact]
    public void Json_that_is_too_deep_or_too_long_is_refused()
    {
        Should.Throw<ReceiptException>(() => StrictJson.Read(Encoding.ASCII.GetBytes(new string('[', 10_000)), 100_000))
            .Code.ShouldBe("json_invalid");
        Should.Throw<ReceiptException>(() => StrictJson.Read(new byte[1001], 1000)).Code.ShouldBe("json_too_long");
        Should.Throw<ReceiptException>(() => StrictJson.Read(new byte[] { (byte)'"', 0xff, (byte)'"' }, 1000))
            .Code.ShouldBe("json_lone_surrogate");
    }

    [Fact]
    public void Every_text_survives_the_canonical_form() => Prop.ForAll<string>(text =>
    {
        if (text is null || !IsWellFormed(text))
        {
            return true;
        }

        var json = CanonicalJson.Write(JsonValue.Create(text), CanonicalNumbers.Integers);
        return StrictJson.Read(json, 1 << 20).GetString() == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_double_survives_the_canonical_form() => Prop.ForAll<double>(value =>
        !double.IsFinite(value) || double.Parse(CanonicalNumber.Spell(value)) == value).QuickCheckThrowOnFailure();

    [Fact]
    public void A_statement_holds_no_fraction_and_no_integer_that_a_reader_could_round()
    {
        foreach (var text in new[] { "1.5", "1e2", "9007199254740992", "-9007199254740992", "123456789012345678901234567890" })
        {
            var value = StrictJson.Read(Encoding.ASCII.GetBytes(text), 100);
            Should.Throw<ReceiptException>(() => CanonicalJson.Write(value, CanonicalNumbers.Integers)).Code.ShouldBe("json_not_integer");
        }
    }

    [Theory]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{ "a":1}""")]
    [InlineData("""{"a":"\u0041"}""")]
    [InlineData("""{"a":-0}""")]
    public void Octets_in_another_spelling_are_not_canonical(string text) =>
        Should.Throw<ReceiptException>(() => CanonicalJson.ReadCanonical(Encoding.UTF8.GetBytes(text), 1000))
            .Code.ShouldBe("json_not_canonical");

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256","kid":"x"}""")]
    [InlineData("""{"alg":"ES256","kid":"x"}""")]
    [InlineData("""{"alg":"Ed25519","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"Ed25519","b64":false}""")]
    [InlineData("""{"alg":"Ed25519","jwk":{"kty":"OKP"}}""")]
    [InlineData("""{"alg":"Ed25519","jku":"https://keys.example"}""")]
    [InlineData("""{"alg":"Ed25519","x5u":"https://keys.example"}""")]
    [InlineData("""{"alg":"Ed25519","x5c":[]}""")]
    [InlineData("""{"alg":"Ed25519","zip":"DEF"}""")]
    [InlineData("""{"alg":"Ed25519","alg":"Ed25519"}""")]
    [InlineData("""{"alg":["Ed25519"]}""")]
    [InlineData("""["Ed25519"]""")]
    [InlineData("""{}""")]
    public void A_jws_with_any_other_header_is_refused(string header)
    {
        var signed = $"{StrictBase64.EncodeUrlOfUtf8(header)}.{StrictBase64.EncodeUrlOfUtf8("{}")}";
        var compact = $"{signed}.{StrictBase64.EncodeUrl(Key.Sign(Encoding.ASCII.GetBytes(signed)))}";

        Should.Throw<ReceiptException>(() => Jws.Parse(compact));
    }

    [Fact]
    public void Both_names_of_the_algorithm_are_read()
    {
        foreach (var algorithm in new[] { "Ed25519", "EdDSA" })
        {
            var header = $$"""{"alg":"{{algorithm}}","kid":"{{Jwk.ThumbprintOf(Key.PublicKey)}}"}""";
            var signed = $"{StrictBase64.EncodeUrlOfUtf8(header)}.{StrictBase64.EncodeUrlOfUtf8("{}")}";
            var compact = $"{signed}.{StrictBase64.EncodeUrl(Key.Sign(Encoding.ASCII.GetBytes(signed)))}";

            Jws.Parse(compact).IsSignedByOneOf(new JwkSet([Key.PublicKey])).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("QQ")]
    [InlineData("QR==")]
    [InlineData("Q Q==")]
    [InlineData("QQ==\n")]
    [InlineData("Q===")]
    public void Base64_in_another_spelling_is_refused(string text) => Should.Throw<ReceiptException>(() => StrictBase64.Decode(text));

    [Theory]
    [InlineData("QR")]
    [InlineData("QQ==")]
    [InlineData("Q+8_")]
    [InlineData(" QQ")]
    public void Base64url_in_another_spelling_is_refused(string text) => Should.Throw<ReceiptException>(() => StrictBase64.DecodeUrl(text));

    [Theory]
    [InlineData("")]
    [InlineData("no signatures\n")]
    [InlineData("text\n\nno dash\n")]
    [InlineData("text\n\n\u2014 name\n")]
    [InlineData("text\n\n\u2014 na+me AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAAAA")]
    [InlineData("te\txt\n\n\u2014 name AAAAAAAA\n")]
    public void A_malformed_note_is_refused(string note) => Should.Throw<ReceiptException>(() => SignedNote.Parse(note));

    [Theory]
    [InlineData("origin\n01\nRGVtbw==\n")]
    [InlineData("origin\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n1\nAAAA\n")]
    [InlineData("origin\n1\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("origin\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    public void A_malformed_checkpoint_is_refused(string text) => Should.Throw<ReceiptException>(() => Checkpoint.Parse(text));

    [Fact]
    public void A_private_key_survives_its_pem_and_openssl_would_read_it()
    {
        var pem = Pkcs8.Write(Key);

        pem.ShouldStartWith("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI");
        using var read = Pkcs8.Parse(pem);
        read.PublicKey.ShouldBe(Key.PublicKey);
        for (var length = 0; length < pem.Length - 3; length++)
        {
            Should.Throw<ReceiptException>(() => Pkcs8.Parse(pem[..length]));
        }
    }

    [Fact]
    public void A_key_set_with_a_private_part_or_a_false_kid_is_refused()
    {
        var set = Encoding.UTF8.GetString(new JwkSet([Key.PublicKey]).ToJson());

        JwkSet.Parse(Encoding.UTF8.GetBytes(set)).Keys.Single().ShouldBe(Key.PublicKey);
        Should.Throw<ReceiptException>(() => JwkSet.Parse(Encoding.UTF8.GetBytes(set.Replace("\"use\":\"sig\"", "\"d\":\"AAAA\""))));
        Should.Throw<ReceiptException>(() => JwkSet.Parse(Encoding.UTF8.GetBytes(set.Replace("\"kid\":\"", "\"kid\":\"x"))));
    }

    [Theory]
    [InlineData("""["salt","_sd",1]""")]
    [InlineData("""["salt","...",1]""")]
    [InlineData("""["salt","name"]""")]
    [InlineData("""["salt",1,1]""")]
    [InlineData("""{"salt":1}""")]
    public void A_malformed_disclosure_is_refused(string text) =>
        Should.Throw<ReceiptException>(() => SdJwtDisclosure.Parse(StrictBase64.EncodeUrlOfUtf8(text)))
            .Code.ShouldBe("disclosure_malformed");

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
