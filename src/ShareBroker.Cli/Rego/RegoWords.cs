using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>Words of options.</summary>
internal static class RegoWords
{
    public static TraceDetail Detail(string word) => word switch
    {
        "off" => TraceDetail.Off,
        "notes" => TraceDetail.Notes,
        "fails" => TraceDetail.Fails,
        "full" => TraceDetail.Full,
        "debug" => TraceDetail.Debug,
        _ => throw new Faults.UsageException($"there is no way to explain called '{word}'; take off, notes, fails, full or debug"),
    };

    public static string Format(string? word, params string[] known) => word is null ? known[0]
        : known.Contains(word, StringComparer.Ordinal) ? word
        : throw new Faults.UsageException($"there is no format '{word}'; take {string.Join(", ", known)}");
}
