using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Tests;

/// <summary>Programs on which the engines once differed, with what the reference engine answers.</summary>
public sealed class FoundCaseTests
{
    public static TheoryData<string> Cases =>
        [.. File.ReadLines(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "found.jsonl")).Where(static line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_program_once_answered_wrongly_is_answered_as_by_the_reference_engine(string line)
    {
        var test = (RegoObject)RegoJson.Parse(line);
        var modules = ((RegoArray)Member(test, "modules")!).Items.ToArray().Select(static module => Node.Text(((RegoString)module).Value));
        var program = new FuzzProgram(
            [.. modules],
            Node.OfJson(Member(test, "data") ?? RegoObject.Empty),
            Member(test, "input") is { } input ? Node.OfJson(input) : null,
            [Node.Text(((RegoString)Member(test, "query")!).Value)],
            Member(test, "strict") is RegoBoolean { Value: true });

        var outcome = OwnEngine.Ask(program)[0];

        $"{outcome.Kind}: {outcome.Text}".ShouldBe(((RegoString)Member(test, "outcome")!).Value, outcome.Detail);
    }

    private static RegoValue? Member(RegoObject test, string name) => test.Get(RegoString.Of(name));
}
