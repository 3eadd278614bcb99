using System.Globalization;
using ShareBroker.Cli.Terminal;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Rego;

/// <summary>
/// Measures a representative disclosure policy at three sizes of data. Every answer is compared with OPA's before anything is timed: a
/// wrong engine has no speed.
/// </summary>
internal static class BenchRun
{
    /// <summary>What to measure.</summary>
    /// <param name="Data">The folder with policy.rego and the sizes small, medium, large.</param>
    /// <param name="Policies">The folder of the packs.</param>
    /// <param name="Example">The request that the packs are asked.</param>
    /// <param name="Opa">The opa program, or null.</param>
    /// <param name="IsLong">Whether to compile a thousand modules and to load 400 MB of data too.</param>
    internal sealed record Plan(string Data, string Policies, string Example, string? Opa, bool IsLong);

    /// <summary>Prints a table and, as the last line, one JSON object. 0, or 1 when an answer is wrong, or 2 when the data is
    /// missing.</summary>
    public static int Run(Plan plan, LineProgress progress, TextWriter table, TextWriter output, TextWriter errors)
    {
        var policyFile = Path.Combine(plan.Data, "policy.rego");
        if (!File.Exists(policyFile))
        {
            errors.WriteLine($"error: there is no '{policyFile}'; name the folder with --data");
            return 2;
        }

        var scratch = Directory.CreateTempSubdirectory("bench-rego").FullName;
        try
        {
            var cases = BenchCase.Load(plan.Data);
            BenchCase[] others = [.. BenchPacks.Load(plan.Policies, plan.Example, scratch), .. BenchRules.Load(scratch)];
            var figures = new List<BenchFigures>();
            table.WriteLine($"{"case",-28} {"ours us",10} {"opa us",12} {"ratio",8} {"bytes",11}");
            if (Measure(cases, plan.Opa, errors, Show) is not { } sizes || Measure(others, plan.Opa, errors, Show) is null)
            {
                return 1;
            }

            progress.Show("compile", figures.Count, cases.Count + others.Length + 3);
            Add(BenchCompile.One(policyFile, plan.Opa));
            if (Directory.Exists(plan.Policies))
            {
                Add(BenchCompile.Packs(plan.Policies));
            }

            if (plan.IsLong)
            {
                Array.ForEach(BenchCompile.Long(policyFile, plan.Opa, scratch), Add);
            }

            progress.Show("threads", figures.Count, cases.Count + others.Length + 3);
            var scaling = Scaling(cases);
            var loads = plan.IsLong ? BenchLoad.Run(plan.Data, 200, plan.Opa, scratch) : [];
            progress.Finish();
            loads.ToList().ForEach(load => table.WriteLine(Row(load)));
            output.WriteLine(BenchJson.Of(figures, scaling, Growth(cases, sizes), loads));
            return 0;

            void Show(BenchCase example, BenchFigures? figure)
            {
                progress.Show(example.Name, figures.Count, cases.Count + others.Length + 3);
                if (figure is not null)
                {
                    Add(figure);
                }
            }

            void Add(BenchFigures figure)
            {
                figures.Add(figure);
                progress.Finish();
                table.WriteLine(Row(figure));
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    // The nanoseconds of each case, round by round; null when an answer is wrong. Nothing is timed before all answers were compared.
    private static IReadOnlyList<double[]>? Measure(
        IReadOnlyList<BenchCase> cases, string? opa, TextWriter errors, Action<BenchCase, BenchFigures?> show)
    {
        var works = new List<(PreparedQuery Query, RegoValue[] Inputs)>();
        foreach (var example in cases)
        {
            show(example, null);
            var query = example.Prepare();
            var inputs = example.InputFiles.Select(BenchCase.Read).ToArray();
            if (FirstWrong(query, inputs, example, opa) is { } wrong)
            {
                errors.WriteLine($"error: the answer to '{wrong}' is not the expected one");
                return null;
            }

            works.Add((query, inputs));
        }

        var rounds = BenchClock.InRounds([.. works.Select(static work => (work.Query, work.Inputs[0]))]);
        foreach (var ((example, work), ours) in cases.Zip(works).Zip(rounds))
        {
            show(example, null);
            var theirs = opa is null ? null : OpaBench.Measure(opa, example);
            show(example, new BenchFigures(
                example.Name, BenchClock.Median(ours), BenchClock.BytesOf(work.Query, work.Inputs), theirs));
        }

        return rounds;
    }

    private static string? FirstWrong(PreparedQuery query, RegoValue[] inputs, BenchCase example, string? opa)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            // OPA gives sets as arrays, so both sides are compared as JSON.
            var answer = BenchClock.Evaluate(query, inputs[i]);
            var expected = example.Expected.Count > 0 ? example.Expected[i]
                : opa is not null ? OpaBench.Answer(opa, example, example.InputFiles[i])
                : answer;
            if (answer is null || expected is null || RegoJson.Write(answer) != RegoJson.Write(expected))
            {
                return example.InputFiles[i];
            }
        }

        return null;
    }

    private static IReadOnlyList<(int Threads, double PerSecond)> Scaling(IReadOnlyList<BenchCase> cases)
    {
        var example = cases.First(static one => one.Name == "medium/60");
        var inputs = example.InputFiles.Select(BenchCase.Read).ToArray();
        return BenchClock.Scaling(example.Prepare(), inputs, Math.Min(Environment.ProcessorCount, 8));
    }

    // How the time grows with the data: against medium data in the same round, the median of the rounds.
    private static IReadOnlyList<BenchGrowth> Growth(IReadOnlyList<BenchCase> cases, IReadOnlyList<double[]> rounds)
    {
        var names = cases.Select(static one => one.Name).ToList();
        return [.. cases.Zip(rounds).Select(pair =>
        {
            var medium = rounds[names.IndexOf("medium/" + pair.First.Name.Split('/')[1])];
            return new BenchGrowth(
                pair.First.Name,
                new FileInfo(pair.First.Policies[^1]).Length,
                BenchClock.Median(pair.Second),
                BenchClock.Median(pair.Second.Zip(medium).Select(static both => both.First / both.Second)));
        })];
    }

    private static string Row((string Engine, long DataBytes, double Seconds, long PeakBytes) load) => string.Create(
        CultureInfo.InvariantCulture,
        $"load {load.DataBytes >> 20} MB: {load.Engine,-12} {load.Seconds,6:F1} s {load.PeakBytes >> 20,8} MB at most");

    private static string Row(BenchFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Name,-28} {figures.OursNanoseconds / 1000,10:F1} {figures.OpaNanoseconds / 1000,12:F1} "
        + $"{figures.Ratio,8:F1} {figures.Bytes,11}");
}
