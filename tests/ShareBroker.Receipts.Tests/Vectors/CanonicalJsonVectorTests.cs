using ShareBroker.Receipts.Json;

namespace ShareBroker.Receipts.Tests.Vectors;

public sealed class CanonicalJsonVectorTests
{
    [SharedFact]
    public void Every_document_of_the_standards_author_comes_out_as_expected()
    {
        var names = new[] { "arrays", "french", "structures", "unicode", "values", "weird" };
        foreach (var name in names)
        {
            var input = File.ReadAllBytes(SharedData.Path($"rfc8785/testdata/input/{name}.json"));
            var hex = SharedData.Text($"rfc8785/testdata/outhex/{name}.txt");

            var output = CanonicalJson.Write(StrictJson.Read(input, 1 << 20), CanonicalNumbers.Ecmascript);

            output.ShouldBe(Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit))), name);
            CanonicalJson.Write(StrictJson.Read(output, 1 << 20), CanonicalNumbers.Ecmascript).ShouldBe(output, name);
        }
    }

    [Theory]
    [InlineData(0d, "0")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(333333333.33333329, "333333333.3333333")]
    [InlineData(4.50, "4.5")]
    [InlineData(2e-3, "0.002")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(9007199254740993d, "9007199254740992")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(0.1, "0.1")]
    public void Numbers_are_spelled_as_ecmascript_spells_them(double value, string expected) =>
        CanonicalNumber.Spell(value).ShouldBe(expected);
}
