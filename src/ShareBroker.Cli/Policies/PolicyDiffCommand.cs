using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy diff</c>: what changes for people from one folder of policies to another.</summary>
internal static class PolicyDiffCommand
{
    private const int TypesNamed = 4;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Create()
    {
        var old = new Argument<string>("OLD") { Description = "Folder of the policies of now" };
        var candidate = new Argument<string>("NEW") { Description = "Folder of the candidate" };
        var regimes = new Option<string[]>("--regime") { Description = "Only this regime; may be given again and again" };
        var json = new Option<string?>("--json") { Description = "File that gets the whole report" };
        var top = new Option<int>("--top") { Description = "How many lines", DefaultValueFactory = _ => 40 };
        var command = new Command("diff",
            "Says which combinations of requester, purpose, recipient and field a candidate permits or denies")
        {
            old,
            candidate,
            regimes,
            json,
            top,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var console = parse.InvocationConfiguration;
            var bar = new ProgressBar(console.Error, "comparing", !Console.IsErrorRedirected, TimeProvider.System);
            var report = PolicyDiff.Run(
                PolicySet.Load(parse.GetValue(old)!), PolicySet.Load(parse.GetValue(candidate)!), parse.GetValue(regimes) ?? [],
                DecisionBudget.Environment(TimeProvider.System), bar, cancellationToken);
            bar.Finish();
            Write(console.Output, report, parse.GetValue(top));
            if (parse.GetValue(json) is { } file)
            {
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Options) + "\n", cancellationToken);
            }

            return report.Failed == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>The report for a reader: counts, then one line for each group of paths that change alike.</summary>
    internal static void Write(TextWriter output, PolicyDiffReport report, int top)
    {
        var counts = Enum.GetValues<DifferenceKind>().ToDictionary(
            static kind => kind,
            kind => report.Differences.Where(one => one.Kind == kind).Sum(static one => (long)one.Combinations));
        output.WriteLine($"{report.Regimes.Count} regimes touched, {report.Requests} requests decided under both");
        output.WriteLine(
            $"combinations of requester, purpose, recipient, holder and field: {counts[DifferenceKind.Permitted]} become permitted, " +
            $"{counts[DifferenceKind.Denied]} become denied, {counts[DifferenceKind.Widened]} give more, " +
            $"{counts[DifferenceKind.Narrowed]} give less");
        var lines = report.Differences
            .GroupBy(static one => (one.Kind, one.Regime, one.Forum, one.Purpose, By: Names(one.Requesters), To: Names(one.Recipients),
                From: Names(one.Holders), one.Before, one.After, one.Situation))
            .OrderBy(static group => group.Key.Kind).ThenByDescending(static group => group.Sum(one => one.Combinations))
            .ToList();
        foreach (var line in lines.Take(top))
        {
            var (kind, regime, forum, purpose, by, to, from, before, after, situation) = line.Key;
            var sign = kind is DifferenceKind.Permitted or DifferenceKind.Widened ? '+' : '-';
            var receiver = to.Length == 0 ? "" : $", for {to}";
            var paths = string.Join(", ", line.Select(static one => one.Path.Length == 0 ? "(no field)" : one.Path)
                .Order(StringComparer.Ordinal));
            output.WriteLine($"{sign} {regime} in {forum}, {purpose}: {by} from {from}{receiver}: {before} -> {after}, {situation} " +
                $"({line.Max(static one => one.Situations)} of {line.First().SituationsTried} situations): {paths}");
        }

        if (lines.Count > top)
        {
            output.WriteLine($"… and {lines.Count - top} more lines; --top shows more, --json has all");
        }

        if (report.NotVaried.Count > 0)
        {
            output.WriteLine("conditions that no situation varies: " + string.Join(", ", report.NotVaried));
        }

        if (report.Failed > 0)
        {
            output.WriteLine($"{report.Failed} requests got no decision from one of the two and count as denied");
        }
    }

    private static string Names(IReadOnlyList<string> types) => types.Count <= TypesNamed
        ? string.Join('/', types)
        : string.Join('/', types.Take(TypesNamed)) + $"/{types.Count - TypesNamed} more";
}
