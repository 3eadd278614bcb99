using System.Globalization;

namespace ShareBroker.Rego.Fuzz;

/// <summary>What the command line says.</summary>
internal sealed record Options(string Command, long Seed, long First, long Count, int Seconds, int Total, bool Show, bool Report,
    string? Only)
{
    public static Options Read(string[] args)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["--seed"] = 1, ["--first"] = 0, ["--count"] = 1000, ["--seconds"] = 86_400, ["--total"] = 0,
        };
        string? only = null;
        for (var index = 1; index + 1 < args.Length; index++)
        {
            if (numbers.ContainsKey(args[index]))
            {
                numbers[args[index]] = long.Parse(args[index + 1], CultureInfo.InvariantCulture);
            }
            else if (args[index] == "--only")
            {
                only = args[index + 1];
            }
        }

        return new Options(
            args.FirstOrDefault() ?? string.Empty, numbers["--seed"], numbers["--first"], numbers["--count"], (int)numbers["--seconds"],
                (int)numbers["--total"],
            args.Contains("--show"), args.Contains("--report"), only);
    }
}
