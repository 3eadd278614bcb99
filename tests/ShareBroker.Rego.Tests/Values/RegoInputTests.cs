using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

/// <summary>Values made of a host's objects, against the same written as JSON and read.</summary>
public sealed class RegoInputTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-0")]
    [InlineData("1.50")]
    [InlineData("1e400")]
    [InlineData("9007199254740993")]
    [InlineData("\"a\\u0000\\ud83d\\ude00ü\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"b": [1, {"a": null}, [true, "x"]], "a": {"": 1.0}}""")]
    public void An_element_or_a_node_gives_what_its_text_gives(string json)
    {
        using var document = JsonDocument.Parse(json);
        var expected = RegoJson.Write(RegoJson.Parse(json));

        RegoJson.Write(RegoInput.From(document.RootElement)).ShouldBe(expected);
        RegoJson.Write(RegoInput.From((object?)document.RootElement)).ShouldBe(expected);
        RegoJson.Write(RegoInput.From(JsonNode.Parse(json))).ShouldBe(expected);
    }

    [Fact]
    public void Objects_give_what_their_serialised_text_gives() => Prop.ForAll(Documents(4).ToArbitrary(), document =>
        RegoInput.From(document).Equals(RegoJson.Parse(JsonSerializer.Serialize(document))))
        .QuickCheckThrowOnFailure();

    public static TheoryData<object, string> Numbers => new()
    {
        { (byte)255, "255" },
        { (sbyte)-128, "-128" },
        { (short)-5, "-5" },
        { (ushort)5, "5" },
        { 7u, "7" },
        { ulong.MaxValue, "18446744073709551615" },
        { Int128.MinValue, "-170141183460469231731687303715884105728" },
        { BigInteger.Pow(10, 30), "1" + new string('0', 30) },
        { 1.10m, "1.10" },
        { 0.1, "0.1" },
        { 0.1f, "0.1" },
        { 'ü', "\"ü\"" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_type_keeps_its_value(object number, string json) => RegoJson.Write(RegoInput.From(number)).ShouldBe(json);

    [Fact]
    public void Dictionaries_of_any_sort_are_objects_and_enumerables_are_arrays()
    {
        var input = new Dictionary<string, object?>
        {
            ["texts"] = new SortedDictionary<string, string> { ["a"] = "b" },
            ["table"] = new Hashtable { ["k"] = 1 },
            ["counts"] = new Dictionary<string, int> { ["n"] = 2 },
            ["list"] = new Queue<object?>([1, null, "x"]),
            ["made"] = RegoSet.Of(RegoNumber.Of(2), RegoNumber.Of(1)),
        };

        RegoInput.From(input).ToString().ShouldBe(
            """{"counts": {"n": 2}, "list": [1, null, "x"], "made": {1, 2}, "table": {"k": 1}, "texts": {"a": "b"}}""");
    }

    public static TheoryData<string> Refused => ["type", "nan", "infinite", "key", "surrogate", "key surrogate", "cycle", "deep",
        "twice", "undefined",
        "escaped surrogate", "huge exponent"];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_stands_for_no_document_is_refused_without_being_quoted(string what)
    {
        var fault = Should.Throw<ArgumentException>(() => RegoInput.From(Bad(what)));

        fault.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void A_document_as_deep_as_a_value_may_be_is_taken()
    {
        object? deep = 1;
        for (var i = 0; i < RegoValue.DepthMax; i++)
        {
            deep = new[] { deep };
        }

        RegoInput.From(deep).Kind.ShouldBe(RegoKind.Array);
    }

    private static object? Bad(string what)
    {
        switch (what)
        {
            case "type":
                return new Uri("https://secret.example.invalid");
            case "nan":
                return double.NaN;
            case "infinite":
                return float.PositiveInfinity;
            case "key":
                return new Dictionary<int, string> { [7] = "secret" };
            case "surrogate":
                return "secret\ud800";
            case "key surrogate":
                return new Dictionary<string, object?> { ["secret\udc00\ud800"] = 1 };
            case "cycle":
                var cycle = new List<object?>();
                cycle.Add(cycle);
                return cycle;
            case "deep":
                return Enumerable.Range(0, 100_000).Aggregate((object?)1, static (inner, _) => new[] { inner });
            case "twice":
                return JsonDocument.Parse("""{"secret": 1, "secret": 2}""").RootElement;
            case "escaped surrogate":
                return JsonDocument.Parse("""{"secret\ud800": "\udc00"}""").RootElement;
            case "huge exponent":
                return JsonDocument.Parse("1e99999999999").RootElement;
            default:
                return default(JsonElement);
        }
    }

    private static Gen<object?> Documents(int depth)
    {
        var scalars = Gen.OneOf(
            Gen.Elements<object?>(null, true, false, "", "a", "ü\ud83d\ude00", "a\0b", 1.5m, 12.50m, 0, -7, long.MaxValue, 0.25, 1e22),
            Gen.Choose(-1000, 1000).Select(static number => (object?)number.ToString(CultureInfo.InvariantCulture)));
        return depth == 0 ? scalars : Gen.OneOf(
            scalars,
            from size in Gen.Choose(0, 4) from items in Documents(depth - 1).ListOf(size) select (object?)items.ToArray(),
            from size in Gen.Choose(0, 4)
            from items in Documents(depth - 1).ListOf(size)
            select (object?)items.Select(static (item, index) => KeyValuePair.Create("k" + (index * 7 % 5), item)).ToDictionary());
    }
}
