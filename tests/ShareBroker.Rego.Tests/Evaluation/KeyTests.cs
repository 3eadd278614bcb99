using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Any value may stand where a key does; what has no such member has nothing there.</summary>
public sealed class KeyTests
{
    private const string Documents = """{"list": [10, 11], "map": {"a": 1, "0": 2, "": 3, "1.0": 4}, "text": "ab", "number": 7, "none": null}""";

    private static readonly string[] Keys =
    [
        "-1", "-0", "0", "1", "2", "0.5", "1.0", "1e0", "-9223372036854775808", "9223372036854775807", "-9223372036854775809",
        "9223372036854775808", "4294967296", "-4294967295", "18446744073709551615", "1e400", "-1e400", "1e-400", "\"0\"", "\"-1\"", "\"\"",
        "\"a\"", "null", "true", "[]", "[0]", "{}",
    ];

    // The document in which a reference would look is written out here and searched by hand.
    [Theory]
    [InlineData("input", "input.key")]
    [InlineData("data", "input.key")]
    [InlineData("local", "input.key")]
    [InlineData("rule", "input.key")]
    [InlineData("input", null)]
    [InlineData("data", null)]
    public void A_key_finds_its_member_or_nothing(string container, string? key)
    {
        var documents = (RegoObject)RegoJson.Parse(Documents);
        var isTyped = container is "local" or "rule";
        foreach (var name in documents.Keys.ToArray().Select(static name => ((RegoString)name).Value)
            .Where(name => !isTyped || name is "list" or "map"))
        {
            foreach (var value in Keys)
            {
                var policy = Evaluating.Policy(
                    $"rule := {Documents}\np contains x if {{ local := {Documents}; k := {key ?? value}; x := {container}.{name}[k] }}\n"
                    + $"q contains x if {{ x := {(isTyped ? "input" : container)}.{name}[{key ?? value}] }}",
                    Documents);
                var input = Documents.Insert(1, $"\"key\": {value}, ");
                var expected = Expected(documents.Get(RegoString.Of(name))!, RegoJson.Parse(value), container == "data");

                policy.Json("data.test.p", input).ShouldBe(expected, $"{container}.{name}[k], k being {value}");
                policy.Json("data.test.q", input).ShouldBe(expected, $"{container}.{name}[{value}]");
            }
        }
    }

    // Steps of a path into base data are texts: a number and the text of it are one.
    private static string Expected(RegoValue document, RegoValue key, bool isStored)
    {
        var text = (key as RegoNumber)?.Text ?? (key as RegoString)?.Value;
        var found = document switch
        {
            RegoArray list => Enumerable.Range(0, list.Count).Where(place => isStored
                ? text == $"{place}" || (text == "-0" && place == 0)
                : key.Equals(RegoNumber.Of(place))).Select(place => list[place]),
            RegoObject map => map.Keys.ToArray().Where(name => name.Equals(key) || (isStored && text == ((RegoString)name).Value))
                .Select(name => map.Get(name)!),
            _ => [],
        };
        return $"[{string.Join(",", found)}]";
    }
}
