using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Generating;

namespace ShareBroker.Rego.Fuzz.Mutants;

/// <summary>Asks both engines whether spoilt modules are policies, and for the code and row of the first fault.</summary>
internal sealed partial class MutantRun(OpaEngine opa, TextWriter output)
{
    private const int LengthMax = 2500;
    private const int Shown = 20;

    public int Asked { get; private set; }

    public int Differing { get; private set; }

    /// <summary>Mutants that only releases after 1.4.2 accept, or read further: keywords are names behind a dot there and here.</summary>
    public int OfNewerLanguage { get; private set; }

    /// <summary>The modules of the cases, and the texts whose faults are known. A server reads no annotations, so these are left
    /// out.</summary>
    public static IReadOnlyList<string> Load(string folder)
    {
        var texts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "given", "v1"), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in document.RootElement.GetProperty("cases").EnumerateArray())
            {
                if (test.GetProperty("opa_1_4_2").GetString() == "pass" && test.TryGetProperty("modules", out var modules))
                {
                    texts.AddRange(modules.EnumerateArray().Select(static module => module.GetString()!));
                }
            }
        }

        foreach (var line in File.ReadLines(Path.Combine(folder, "compile", "given.jsonl")))
        {
            using var test = JsonDocument.Parse(line);
            if (test.RootElement.GetProperty("kind").GetString() == "module")
            {
                texts.Add(test.RootElement.GetProperty("text").GetString()!);
            }
        }

        return [.. texts.Where(static text => text.Length < LengthMax && !text.Contains("METADATA", StringComparison.Ordinal))];
    }

    public async Task GoAsync(IReadOnlyList<string> corpus, long seed, long first, long count, TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var number = first; number < first + count && TimeProvider.System.GetElapsedTime(start) < time; number++)
        {
            var text = new ModuleMutants(new Dice(seed, number), corpus).Next();
            if (await opa.FaultsAsync(text) is not { } faults)
            {
                continue;
            }

            Asked++;
            var own = FirstFault(text);
            if (own is null ? faults.Count == 0 : faults.Any(fault => fault.Place == own))
            {
                continue;
            }

            if (faults.Count > 0 && KeywordFault().IsMatch(faults[0].Message))
            {
                OfNewerLanguage++;
                continue;
            }

            Differing++;
            if (Differing <= Shown)
            {
                var wanted = faults.Count == 0 ? "no fault" : $"{faults[0].Place}: {faults[0].Message}";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"--- mutant {number}: opa {wanted}; own {own ?? "no fault"}\n{text}"));
            }
        }
    }

    private static string? FirstFault(string text)
    {
        try
        {
            RegoPolicy.Compile([new RegoSource("mutant", text)], null, new RegoCompileOptions { Builtins = RegoBuiltin.Unreachable });
            return null;
        }
        catch (RegoCompileException fault)
        {
            return $"{fault.Code} in row {fault.Errors[0].Location.Row}";
        }
    }

    [GeneratedRegex("^unexpected \\w+ keyword")]
    private static partial Regex KeywordFault();
}
