using System.Security.Cryptography;
using System.Text;
using ShareBroker.Policies;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>The readers of foreign octets that the engine has.</summary>
internal static class ByteTargets
{
    private static readonly string[] RegoWords =
    [
        "package a\n", "import rego.v1\n", "import data.x as y\n", "{", "}", "[", "]", "(", ")", "\"", "`", "$\"{", "|", ":=", "=", "==",
            "some ",
        "every x in y {", "not ", " with input as ", "default ", " else := ", " contains ", " if ", " in ", "#",
            "# METADATA\n# schemas:\n", "\n",
        ";", ",", ".", "_", "-", "1e999999999", "0x1", "\\u", "\\", "set()", "[x|", "{x:", "f(", "input.", "data[", "//", "\t", "\r",
            "and ", "or ",
    ];

    private static readonly string[] JsonWords =
        ["{", "}", "[", "]", "\"", ":", ",", "{\"a\":", "[[", "null", "true", "1e99999", "-", ".", "e", "\\u", "\\", " ", "\n", "0",
            "\"\\ud83d\""];

    private static readonly string[] TarWords =
        ["../", "/", ".rego", "data.json", ".manifest", "\0\0\0\0", "0000777", "ustar", "L", "x", "{\"a\":", "package a"];

    private static readonly string[] Annotated =
    [
        "# METADATA\n# title: a\n# scope: package\n# schemas:\n#   - input: schema.a\n#   - data.b: {type: object, properties: {x: {type: string}}}\n"
        + "# custom: &x {k: [1, ~, 0x1f]}\npackage a\n\n# METADATA\n# scope: document\n# authors:\n# - name: b\n# - Camille Exemple <c@example.org>\n"
        + "# entrypoint: true\n# related_resources: [http://example.org, {ref: http://example.org/b, description: c}]\n# organizations: [d]\n"
        + "p := data.b.x if rego.metadata.rule().custom.k[0] == 1\n",
        "# METADATA\n# description: |\n#   a\n#    b\n# custom:\n#   ? [a]\n#   : !!str b\n#   <<: {c: d}\npackage a.b\n\nimport rego.v1\n\n"
        + "# METADATA\n# schemas:\n# - input.x[\"y\"]: {\"$ref\": \"#\"}\nf(x) := rego.metadata.chain() if input.x.y == x\n",
    ];

    internal static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 100_000,
        Time = TimeSpan.FromSeconds(2),
        MemoryMaxBytes = 16 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    internal static readonly EvaluationEnvironment World = new() { Time = TimeProvider.System, FillRandom = RandomNumberGenerator.Fill };

    public static IReadOnlyList<ByteTarget> All(CaseMaterial? material)
    {
        var calls = new BuiltinTexts(material);
        return
        [
            new("source", Modules(material), RegoWords, ReadSource, static fault => fault is RegoException),
            new("json", Documents(material), JsonWords, ReadJson, static fault => fault is RegoJsonException),
            new("terms", Terms(material), RegoWords, ReadTerm, static fault => fault is RegoException),
            new("bundles", BundleTexts.Corpus(), TarWords, BundleTexts.Read, static fault => fault is PolicyException or RegoException),
            new("builtins", calls.Corpus, BuiltinTexts.Words, calls.Read, static fault => fault is RegoException or RegoJsonException),
            new("schemas", Schemas(material), JsonWords, ReadSchema, static fault => fault is RegoException or RegoJsonException),
        ];
    }

    private static List<byte[]> Modules(CaseMaterial? material)
    {
        var files = Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "public-style"), "*.rego")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestPlaces.Root, "policies", "base"), "*.rego"))
            .Order(StringComparer.Ordinal);
        return [.. files.Select(File.ReadAllBytes), .. Annotated.Select(Encoding.UTF8.GetBytes),
            .. Utf8(material?.Cases.SelectMany(static test => test.Modules) ?? [])];
    }

    private static List<byte[]> Documents(CaseMaterial? material)
    {
        var dice = new Dice(7, 7);
        var own = Enumerable.Range(0, 60).Select(_ => Node.OfJson(Edges.Value(dice, 4)));
        var cases = material?.Cases.SelectMany(static test =>
            new[] { Node.OfJson(test.Data), Node.OfJson(test.Input ?? RegoNull.Value) }) ?? [];
        return Utf8(own.Concat(cases));
    }

    private static List<byte[]> Terms(CaseMaterial? material)
    {
        var dice = new Dice(8, 8);
        var own = Enumerable.Range(0, 60).Select(_ => Node.OfTerm(Edges.Value(dice, 3)));
        return Utf8(own.Concat(material?.Cases.Select(static test => test.Query) ?? []).Concat(material?.Terms.Take(1000) ?? []));
    }

    private static List<byte[]> Schemas(CaseMaterial? material) =>
    [
        """{"type": "object", "properties": {"a": {"type": "string"}, "b": {"$ref": "#/definitions/c"}}, "definitions": {"c": {"type": "array", "items": {"type": ["integer", "null"]}}}}"""u8.ToArray(),
        """{"allOf": [{"type": "object", "properties": {"a": {}}}, {"anyOf": [{"type": "object"}, {"$ref": "#"}]}], "additionalProperties": false, "patternProperties": {"^x": true}}"""u8.ToArray(),
        """{"$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": [{"const": 1}, {"enum": [1, "a", null]}], "if": {}, "then": false, "not": {"type": "string", "pattern": "a+", "maxLength": 3}}"""u8.ToArray(),
        .. Utf8(material?.Calls.GetValueOrDefault("json.match_schema")?.Where(static call => call.Count > 1)
            .Select(static call => call[1]) ?? []),
    ];

    private static List<byte[]> Utf8(IEnumerable<Node> nodes) => [.. nodes.Select(static node => Encoding.UTF8.GetBytes(node.ToString()))];

    private static void ReadSource(byte[] octets)
    {
        var source = new RegoSource("fuzz.rego", Text(octets));
        Refusing(() => RegoPolicy.Compile([source], options: new RegoCompileOptions { ModulesAreV0 = true }));
        Refusing(() => RegoPolicy.Compile(
            [source], options: new RegoCompileOptions { IsStrict = true, Schemas = new Dictionary<string, RegoValue>() }));
        Refusing(() => Formats(source));
        RegoPolicy.Compile([source]);
    }

    // The same text is read in other ways as well.
    private static void Refusing(Action read)
    {
        try
        {
            read();
        }
        catch (RegoException)
        {
            // As promised.
        }
    }

    // Comments that crowd may move once more, and blank lines, and an else whose brace was left out, as with the reference engine.
    private static void Formats(RegoSource source)
    {
        var text = RegoFormatter.Format(source);
        if (!text.Contains('#', StringComparison.Ordinal) && RegoFormatter.Format(source with { Text = text }) is var again
            && Filled(again) != Filled(text))
        {
            throw new InvalidDataException($"formatted again it is another text:\n{text}---\n{again}");
        }
    }

    private static string Filled(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.StartsWith(" else", StringComparison.Ordinal) ? line[1..] : line));

    private static void ReadSchema(byte[] octets)
    {
        var schemas = new Dictionary<string, RegoValue> { ["schema"] = RegoJson.Parse(octets, JsonLimits.Trusted) };
        var source = new RegoSource("fuzz.rego", "package a\n\np if input.a.b[_].c == input.b\n");
        RegoPolicy.Compile([source], options: new RegoCompileOptions { Schemas = schemas });
    }

    private static void ReadJson(byte[] octets)
    {
        var value = RegoJson.Parse(octets, JsonLimits.Trusted);
        if (!RegoJson.Parse(RegoJson.Write(value)).Equals(value))
        {
            throw new InvalidDataException("what was read and written is something else when read again");
        }
    }

    private static void ReadTerm(byte[] octets)
    {
        var policy = RegoPolicy.Compile([]);
        var text = Text(octets);
        Refusing(() => policy.PreparePartial(text).Evaluate(null, Budget, World, CancellationToken.None).ToString());
        policy.Prepare(text).Evaluate(null, Budget, World, CancellationToken.None);
    }

    // A host may hand in half of a surrogate pair; octets alone never make one.
    private static string Text(byte[] octets)
    {
        var text = Encoding.UTF8.GetString(octets);
        return octets.Length % 5 == 0 ? text.Replace('\ufffd', '\ud800') : text;
    }
}
