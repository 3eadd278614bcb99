using System.Security.Cryptography;
using ShareBroker.Rego;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>The command <c>rego eval</c>.</summary>
internal static class RegoEval
{
    private static readonly EvaluationBudget Budget = new()
    {
        StepsMax = 1_000_000_000,
        Time = TimeSpan.FromSeconds(60),
        MemoryMaxBytes = 4L << 30,
        OutputMaxBytes = 256 << 20,
        DepthMax = 10_000,
    };

    /// <summary>Prints <c>{"result": …}</c> and gives 0, or prints <c>{"errors": […]}</c> and gives 1; 2 when a file cannot be
    /// read.</summary>
    public static int Run(IEnumerable<string> data, string? input, string query, bool strict, TextWriter output, TextWriter errors)
    {
        try
        {
            var files = PolicyFiles.Load(data);
            var document = input is null ? null : RegoJson.Parse(Read(input), JsonLimits.Trusted);
            var policy = RegoPolicy.Compile(files.Sources, files.Data, new RegoCompileOptions { KeepsPrint = true,
                Builtins = RegoBuiltin.Unreachable });
            var environment = new EvaluationEnvironment
            {
                Time = TimeProvider.System,
                FillRandom = RandomNumberGenerator.Fill,
                StrictBuiltinErrors = strict,
                Print = errors.WriteLine,
            };
            var result = policy.Prepare(query).Evaluate(document, Budget, environment, CancellationToken.None);
            output.WriteLine(Result(result));
            return 0;
        }
        catch (RegoException fault)
        {
            output.WriteLine(RegoJson.Write(Faults(fault.Errors)));
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or RegoJsonException or InvalidDataException)
        {
            errors.WriteLine($"error: {fault.Message}");
            return 2;
        }
    }

    private static byte[] Read(string path)
    {
        if (path != "-")
        {
            return File.ReadAllBytes(path);
        }

        using var buffer = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }

    // A single term gives its value, anything else the list of its bindings; undefined gives no result at all.
    private static string Result(QueryResult result)
    {
        if (result.Value is { } value)
        {
            return $"{{\"result\":{RegoJson.Write(value)}}}";
        }

        if (result.Bindings.Count == 0)
        {
            return "{}";
        }

        var bindings = result.Values.Count > 0 ? result.Values : [.. result.Bindings.Select(ToObject)];
        return $"{{\"result\":[{string.Join(',', bindings.Select(RegoJson.Write))}]}}";
    }

    private static RegoValue ToObject(IReadOnlyDictionary<string, RegoValue> bindings)
    {
        var obj = new RegoObject.Builder(bindings.Count);
        foreach (var (name, value) in bindings)
        {
            obj.Set(RegoString.Of(name), value);
        }

        return obj.Build();
    }

    private static RegoObject Faults(IReadOnlyList<RegoError> faults) => new RegoObject.Builder()
        .Set(RegoString.Of("errors"), RegoArray.Adopt([.. faults.Select(static fault => (RegoValue)new RegoObject.Builder()
            .Set(RegoString.Of("code"), RegoString.Of(fault.Code))
            .Set(RegoString.Of("message"), RegoString.Of(fault.Message))
            .Set(RegoString.Of("location"), Place(fault.Location))
            .Build())]))
        .Build();

    private static RegoObject Place(Location location) => new RegoObject.Builder()
        .Set(RegoString.Of("file"), RegoString.Of(location.File))
        .Set(RegoString.Of("row"), RegoNumber.Of(location.Row))
        .Set(RegoString.Of("col"), RegoNumber.Of(location.Column))
        .Build();
}
