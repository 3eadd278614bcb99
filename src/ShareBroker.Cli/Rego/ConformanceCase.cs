using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>One case of OPA's conformance suite, in the normalised form.</summary>
internal sealed record ConformanceCase
{
    public required string Id { get; init; }

    public required string Category { get; init; }

    public required string Query { get; init; }

    public required IReadOnlyList<string> Modules { get; init; }

    public bool ModulesAreV0 { get; init; }

    public RegoValue? Data { get; init; }

    public RegoValue? Input { get; init; }

    /// <summary>The input as a Rego term; it may hold sets.</summary>
    public string? InputTerm { get; init; }

    /// <summary>The bindings wanted, or null when an error is wanted alone.</summary>
    public RegoArray? WantResult { get; init; }

    public string? WantErrorCode { get; init; }

    /// <summary>What the error's text must contain.</summary>
    public string? WantError { get; init; }

    public bool StrictError { get; init; }

    public bool SortBindings { get; init; }

    /// <summary>Whether it asks for what only releases after OPA 1.4.2 do.</summary>
    public bool IsNewer { get; init; }

    /// <summary>The language of the modules, as the case names it.</summary>
    public string Language { get; init; } = "v1";

    public IReadOnlyList<string> Texts => [Query, .. Modules];

    public static ConformanceCase From(RegoObject json)
    {
        var query = Text(json, "query") ?? string.Empty;
        var modules = json.Get(RegoString.Of("modules")) is RegoArray array ? array.Items.ToArray().Select(TextOf).ToList() : [];
        var isV0 = Text(json, "rego_version") == "v0";
        return new ConformanceCase
        {
            Id = Text(json, "id") ?? "?",
            Category = Text(json, "category") ?? "?",
            Query = query,
            Modules = modules,
            ModulesAreV0 = isV0,
            Data = json.Get(RegoString.Of("data")) as RegoObject,
            Input = json.Get(RegoString.Of("input")),
            InputTerm = Text(json, "input_term"),
            WantResult = json.Get(RegoString.Of("want_result")) as RegoArray,
            WantErrorCode = Text(json, "want_error_code"),
            WantError = Text(json, "want_error"),
            StrictError = Flag(json, "strict_error"),
            SortBindings = Flag(json, "sort_bindings"),
            IsNewer = Text(json, "opa_1_4_2") is { } verdict && verdict != "pass",
            Language = Text(json, "rego_version") ?? "v1",
        };
    }

    private static string? Text(RegoObject json, string name) => (json.Get(RegoString.Of(name)) as RegoString)?.Value;

    private static bool Flag(RegoObject json, string name) => ReferenceEquals(json.Get(RegoString.Of(name)), RegoBoolean.True);

    private static string TextOf(RegoValue value) => value is RegoString text ? text.Value : string.Empty;
}
