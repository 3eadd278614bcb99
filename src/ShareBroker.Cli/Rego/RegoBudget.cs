using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using ShareBroker.Rego;

namespace ShareBroker.Cli.Rego;

/// <summary>The options that limit an evaluation, and the surroundings that it gets.</summary>
internal sealed class RegoBudget
{
    private readonly Option<string?> _timeout = new("--timeout") { Description = "The most time, such as 5s or 500ms" };
    private readonly Option<long> _steps = new("--steps-max")
    {
        Description = "The most steps", DefaultValueFactory = static _ => 1_000_000_000,
    };

    private readonly Option<long> _memory = new("--memory-max")
    {
        Description = "The most bytes that values may take", DefaultValueFactory = static _ => 4L << 30,
    };

    public static EvaluationEnvironment Environment(TextWriter errors, bool isStrict) => new()
    {
        Time = TimeProvider.System,
        FillRandom = RandomNumberGenerator.Fill,
        StrictBuiltinErrors = isStrict,
        Print = errors.WriteLine,
    };

    public void AddTo(Command command)
    {
        command.Add(_timeout);
        command.Add(_steps);
        command.Add(_memory);
    }

    public EvaluationBudget Read(ParseResult parse, TimeSpan otherwise) => new()
    {
        StepsMax = parse.GetValue(_steps),
        Time = parse.GetValue(_timeout) is { } text ? TimeOf(text) : otherwise,
        MemoryMaxBytes = parse.GetValue(_memory),
        OutputMaxBytes = 256 << 20,
        DepthMax = 10_000,
    };

    /// <summary>A time as Go writes it, in one unit.</summary>
    public static TimeSpan TimeOf(string text)
    {
        (string Unit, double Seconds)[] units = [("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("s", 1), ("m", 60), ("h", 3600)];
        foreach (var (unit, seconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(
                text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        throw new Faults.UsageException($"'{text}' is no time such as 5s, 500ms or 2m");
    }
}
