using System.Diagnostics;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Judging;

namespace ShareBroker.Rego.Fuzz;

/// <summary>A run of numbered programs through both engines.</summary>
internal sealed class Run(ProgramWriter writer, OpaEngine opa, TextWriter output, TextWriter progress)
{
    // After so many differences without a reason the rest is noise.
    private const int FindingsMax = 60;

    public Tally Tally { get; } = new();

    public List<Finding> Unexplained { get; } = [];

    public SortedDictionary<string, int> Explained { get; } = new(StringComparer.Ordinal);

    public int Agreed { get; private set; }

    /// <summary>Differences that a fresh server of the reference engine does not show.</summary>
    public int Unrepeatable { get; private set; }

    public int Uncompared { get; private set; }

    /// <summary>Asks programs from a number on; stops early when the time is over.</summary>
    public async Task GoAsync(long first, long count, TimeSpan time)
    {
        var judge = new Judge(opa);
        var start = Stopwatch.GetTimestamp();
        for (var number = first; number < first + count && Stopwatch.GetElapsedTime(start) < time; number++)
        {
            var program = writer.Of(number);
            var (ours, theirs) = await judge.AskAsync(program);
            Tally.Add(program, theirs);
            await CompareAsync(judge, program, ours, theirs, number);
            if ((number - first + 1) % 1000 == 0)
            {
                progress.WriteLine($"{number - first + 1} of {count} programs after {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, "
                    + $"{Explained.Values.Sum()} differences explained, {Unexplained.Count} not");
            }

            if (Unexplained.Count >= FindingsMax)
            {
                output.WriteLine($"stopped at program {number}: too many differences");
                return;
            }
        }
    }

    private async Task CompareAsync(
        Judge judge, FuzzProgram program, IReadOnlyList<Outcome> ours, IReadOnlyList<Outcome> theirs, long number)
    {
        var differs = false;
        for (var query = 0; query < program.Queries.Count; query++)
        {
            var (a, b) = (ours[query], theirs[query]);
            if (a.Kind == OutcomeKind.None || b.Kind == OutcomeKind.None)
            {
                Uncompared++;
            }

            if (!Judge.Differ(a, b))
            {
                continue;
            }

            differs = true;
            if (await judge.ReasonAsync(program, query, a, b) is { } known)
            {
                Explained[known.Name] = Explained.GetValueOrDefault(known.Name) + 1;
                continue;
            }

            var finding = await judge.ShrinkAsync(program, query, number);
            if (finding.Known is { } reason)
            {
                Explained[reason.Name] = Explained.GetValueOrDefault(reason.Name) + 1;
                continue;
            }

            if (!finding.IsRepeatable)
            {
                Unrepeatable++;
                continue;
            }

            Unexplained.Add(finding);
            var study = await new Difference(finding.Program, 0, finding.Ours, finding.Theirs, judge.AskAsync).StudyAsync();
            output.WriteLine(
                $"=== program {number}: {Causes.Of(finding)}\n{finding.Program}ours:   {finding.Ours}\ntheirs: {finding.Theirs}\n{study}");
            output.Flush();
            break;
        }

        Agreed += differs ? 0 : 1;
    }
}
