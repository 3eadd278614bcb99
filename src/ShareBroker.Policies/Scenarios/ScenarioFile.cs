using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Scenarios;

/// <summary>Reads scenario files: <c>{"regime": …, "scenarios": [ … ]}</c>.</summary>
public static class ScenarioFile
{
    /// <summary>The scenarios of every <c>*.json</c> in a folder, files in order of their names; or of one file.</summary>
    /// <param name="place">A folder or a file.</param>
    /// <exception cref="PolicyException">There is nothing there, or a file is not of the shape (<c>scenario_malformed</c>).</exception>
    public static IReadOnlyList<Scenario> Read(string place)
    {
        if (File.Exists(place))
        {
            return ReadFile(place);
        }

        if (!Directory.Exists(place))
        {
            throw new PolicyException("scenario_malformed", $"there is no file or folder '{place}'; name one that holds scenarios");
        }

        return [.. Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal).SelectMany(ReadFile)];
    }

    private static List<Scenario> ReadFile(string file)
    {
        try
        {
            var root = new MemberReader(RegoJson.Parse(File.ReadAllBytes(file), JsonLimits.Trusted), Path.GetFileName(file));
            return [.. root.Objects("scenarios").Select(Read)];
        }
        catch (RegoJsonException fault)
        {
            throw new PolicyException("scenario_malformed", $"'{Path.GetFileName(file)}' is not strict JSON: {fault.Message}", fault);
        }
    }

    private static Scenario Read(MemberReader scenario)
    {
        var expect = scenario.Object("expect");
        return new Scenario(
            scenario.Text("id"),
            scenario.OptionalText("title") ?? "",
            scenario.Get("input") as RegoObject ?? throw scenario.Malformed("input", "an object"),
            new ScenarioExpectation
            {
                Effect = expect.Text("effect"),
                Reasons = expect.Texts("reasons"),
                Fields = Fields(expect.OptionalObject("fields")),
                Obligations = expect.Get("obligations") is null ? null : expect.Texts("obligations"),
                ObligationsInclude = expect.Texts("obligations_include"),
            });
    }

    private static Dictionary<string, ExpectedField> Fields(MemberReader? fields)
    {
        var read = new Dictionary<string, ExpectedField>(StringComparer.Ordinal);
        foreach (var (path, value) in fields?.Members() ?? [])
        {
            var member = new MemberReader(value, "expect.fields." + path);
            read[path] = new ExpectedField(member.Text("action"), member.OptionalText("scheme"), member.OptionalText("reason"));
        }

        return read;
    }
}
