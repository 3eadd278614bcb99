using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>Modules, most of them spoilt, with the faults that OPA 1.4.2 tells: the code and the row of each.</summary>
public sealed class VerdictTests
{
    public static TheoryData<string> Cases =>
        [.. File.ReadLines(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "verdicts.jsonl"))
            .Where(static line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_module_has_the_faults_that_the_reference_engine_tells(string line)
    {
        var test = (RegoObject)RegoJson.Parse(line);
        var faults = "[]";
        try
        {
            var options = new RegoCompileOptions
            {
                ModulesAreV0 = Text(test, "language") == "v0",
                IsStrict = test.Get(RegoString.Of("strict")) is not null,
            };
            RegoPolicy.Compile([new RegoSource("m.rego", Text(test, "text"))], null, options);
        }
        catch (RegoCompileException fault)
        {
            faults = $"[{string.Join(',', fault.Errors.Select(static error => $"[\"{error.Code}\",{error.Location.Row}]"))}]";
        }

        faults.ShouldBe(RegoJson.Write(test.Get(RegoString.Of("faults"))!));
    }

    private static string Text(RegoObject test, string name) => ((RegoString)test.Get(RegoString.Of(name))!).Value;
}
