using System.Text.Json;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>The conformance cases, taken apart: modules as trees, bodies and terms to put elsewhere, calls with their arguments.</summary>
internal sealed class CaseMaterial
{
    private const int CallsMax = 120;

    private static readonly string[] Strangers =
        ["http.send", "lookup_ip_addr", "opa.runtime", "now_ns", "rand.intn", "uuid.rfc4122", "__local", "test.sleep"];

    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<Node>>> _calls = new(StringComparer.Ordinal);

    private CaseMaterial(IReadOnlyList<MaterialCase> cases)
    {
        Cases = cases;
        Terms = [.. cases.SelectMany(static test => test.Modules).SelectMany(static module => module.Inner(NodeKind.Term))
            .Where(static term => term.Size < 60)];
        Exprs = [.. cases.SelectMany(static test => test.Modules).SelectMany(static module => module.Inner(NodeKind.Expr))
            .Where(static expr => expr.Size < 80)];
    }

    public bool IsV0 { get; private init; }

    public IReadOnlyList<MaterialCase> Cases { get; }

    public IReadOnlyList<Node> Terms { get; }

    public IReadOnlyList<Node> Exprs { get; }

    /// <summary>Arguments without variables, by the builtin's name.</summary>
    public Dictionary<string, IReadOnlyList<IReadOnlyList<Node>>> Calls => _calls;

    /// <summary>Reads every case of the tree that the reference version passes and the grammar of the reader takes.</summary>
    public static CaseMaterial Load(string folder, bool isV0 = false)
    {
        var version = isV0 ? RegoVersion.V0 : RegoVersion.V1;
        var cases = new List<MaterialCase>();
        var calls = new SortedDictionary<string, List<IReadOnlyList<Node>>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in document.RootElement.GetProperty("cases").EnumerateArray())
            {
                // What the world answers, and names that the reference engine gives to variables of its own, are no material.
                var text = test.GetRawText();
                if (Array.Exists(Strangers, word => text.Contains(word, StringComparison.Ordinal)))
                {
                    continue;
                }

                if (test.GetProperty("opa_1_4_2").GetString() == "pass" && test.GetProperty("rego_version")
                    .GetString() == (version == RegoVersion.V1 ? "v1" : "v0")
                    && Read(test, calls, version) is { } read)
                {
                    cases.Add(read);
                }
            }
        }

        var material = new CaseMaterial(cases) { IsV0 = isV0 };
        foreach (var (name, all) in calls)
        {
            material._calls[name] = all;
        }

        return material;
    }

    private static MaterialCase? Read(JsonElement test, SortedDictionary<string, List<IReadOnlyList<Node>>> calls,
        RegoVersion version)
    {
        var data = Value(test, "data") as RegoObject ?? RegoObject.Empty;
        var input = Value(test, "input");
        var modules = new List<Node>();
        var query = Parser.ParseQuery("query", test.GetProperty("query").GetString()!, version);
        if (query.Result is null || test.TryGetProperty("input_term", out _))
        {
            return null;
        }

        if (test.TryGetProperty("modules", out var texts))
        {
            foreach (var text in texts.EnumerateArray())
            {
                if (Parser.ParseModule("m", text.GetString()!, version).Result is not { } module)
                {
                    return null;
                }

                CallHarvest.Take(module, data, input, calls, CallsMax);
                modules.Add(SyntaxNodes.Of(module, isOld: version == RegoVersion.V0 && !ImportsV1(module)));
            }
        }

        CallHarvest.Take(query.Result, data, input, calls, CallsMax);
        return new MaterialCase(test.GetProperty("category").GetString()!, modules, data, input, SyntaxNodes.Of(query.Result));
    }

    /// <summary>Whether a module of before OPA 1.0 asks for the language of today.</summary>
    public static bool ImportsV1(Module module) => module.Imports.Any(static import => import.PathText == "rego.v1");

    private static RegoValue? Value(JsonElement test, string name)
    {
        try
        {
            return test.TryGetProperty(name, out var value) ? RegoJson.Parse(value.GetRawText()) : null;
        }
        catch (RegoJsonException)
        {
            return null;
        }
    }
}
