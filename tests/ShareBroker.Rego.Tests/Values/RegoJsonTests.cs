using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

public sealed class RegoJsonTests
{
    private const string Sample = """{"a": [1, -2.50, 1e3, true, false, null, "x\n\u00e9\ud83d\ude00\\"], "é😀": {"": {}, "b": []}}""";

    private static readonly JsonLimits Tight = new() { SizeMaxBytes = 1000, DepthMax = 10, NumberLengthMax = 20 };

    [Fact]
    public void A_document_is_written_compactly_with_sorted_keys_and_its_own_numbers() =>
        RegoJson.Write(RegoJson.Parse(Sample)).ShouldBe("""{"a":[1,-2.50,1e3,true,false,null,"x\né😀\\"],"é😀":{"":{},"b":[]}}""");

    [Fact]
    public void A_document_cut_anywhere_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            Should.Throw<RegoJsonException>(() => RegoJson.Parse(bytes.AsSpan(0, length), Tight)).Code.ShouldBe("rego_json_error");
        }
    }

    [Theory]
    [InlineData("""{"a": 1, "a": 1}""")]
    [InlineData("""{"a": 1, "\u0061": 2}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00\ud800"]""")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("{a: 1}")]
    [InlineData("[01]")]
    [InlineData("[+1]")]
    [InlineData("['a']")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("1 1")]
    [InlineData("nul")]
    [InlineData("\ufeff1")]
    public void Loose_JSON_is_refused(string json) => Should.Throw<RegoJsonException>(() => RegoJson.Parse(json));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Should.Throw<RegoJsonException>(() => RegoJson.Parse([0x22, 0xc3, 0x28, 0x22], Tight));

    [Theory]
    [InlineData("[[[[[[[[[[[1]]]]]]]]]]]")]
    [InlineData("123456789012345678901")]
    public void Limits_are_limits(string json) =>
        Should.Throw<RegoJsonException>(() => RegoJson.Parse(Encoding.UTF8.GetBytes(json), Tight)).IsLimit.ShouldBeTrue();

    [Fact]
    public void A_text_longer_than_its_limit_is_refused() =>
        Should.Throw<RegoJsonException>(() => RegoJson.Parse(new byte[1001], Tight)).IsLimit.ShouldBeTrue();

    [Fact]
    public void Deep_nesting_is_refused_and_never_a_crash() =>
        Should.Throw<RegoJsonException>(() => RegoJson.Parse(new string('[', 2_000_000))).IsLimit.ShouldBeTrue();

    [Fact]
    public void Random_bytes_are_a_value_or_refused()
    {
        var letters = Gen.Elements("{}[]\",:\\u0019eE+-.tfn \u00e9x"u8.ToArray());

        Prop.ForAll(Gen.Choose(0, 30).SelectMany(count => letters.ArrayOf(count)).ToArbitrary(), static bytes =>
        {
            try
            {
                return RegoJson.Parse(RegoJson.Write(RegoJson.Parse(bytes, Tight))).Equals(RegoJson.Parse(bytes, Tight));
            }
            catch (RegoJsonException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_set_is_written_as_a_sorted_array_and_odd_keys_as_their_JSON() =>
        RegoJson.Write(new RegoObject.Builder().Set(RegoNumber.Of(1), RegoSet.Of(RegoNumber.Of(2), RegoNumber.Of(1))).Build())
            .ShouldBe("""{"1":[1,2]}""");
}
