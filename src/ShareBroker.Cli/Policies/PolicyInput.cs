using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Policies;

/// <summary>Reads a decision input from a file or from standard input, with the limits of foreign JSON.</summary>
internal static class PolicyInput
{
    private const int SizeMaxBytes = 4 << 20;

    private static readonly JsonLimits Limits = new() { SizeMaxBytes = SizeMaxBytes, DepthMax = 128, NumberLengthMax = 1_000 };

    public static RegoValue Read(string place)
    {
        using var stream = place == "-" ? Console.OpenStandardInput() : File.OpenRead(place);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return RegoJson.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), Limits);
    }
}
