using System.Diagnostics;
using ShareBroker.Rego.Fuzz.Generating;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>Feeds spoilt octets to one reader for some time.</summary>
internal sealed class ByteRun(ByteTarget target, long seed, TextWriter output, TextWriter? progress = null)
{
    private const int FaultsMax = 20;

    // Far above what any text may need, far below what a text that blows up would take.
    private const long BytesMax = 2L << 30;
    private static readonly TimeSpan OneMax = TimeSpan.FromSeconds(20);

    private readonly string _last = Path.Combine(Path.GetTempPath(), $"fuzz-{target.Name}-{seed}-{Environment.ProcessId}.bin");

    public long Inputs { get; private set; }

    public long Accepted { get; private set; }

    public int Faults { get; private set; }

    public TimeSpan Longest { get; private set; }

    /// <summary>Every cut of some sound texts, then spoilt texts until the time is over.</summary>
    public void Go(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var dice = new Dice(seed, target.Name.Length);
        var small = target.Corpus.Where(static text => text.Length is > 40 and < 3000).ToArray();
        for (var count = 0; count < 3 && small.Length > 0; count++)
        {
            var text = dice.Pick(small);
            for (var length = 0; length <= text.Length && Stopwatch.GetElapsedTime(start) < time / 2; length++)
            {
                One(text[..length]);
            }
        }

        var mutator = new Mutator(dice, target.Corpus, target.Words);
        var minutes = 0;
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < time && Faults < FaultsMax)
        {
            One(mutator.Next());
            if (elapsed.Minutes > minutes)
            {
                minutes = elapsed.Minutes;
                progress?.WriteLine($"{target.Name}: {Inputs} inputs after {minutes} min, {Faults} faults");
            }
        }

        File.Delete(_last);
    }

    private void One(byte[] octets)
    {
        // Should the process die, what killed it is on disk.
        File.WriteAllBytes(_last, octets);
        Inputs++;
        // Of this process alone: a machine that stands still for others is no fault of a reader.
        var start = Environment.CpuUsage.TotalTime;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(octets);
            Accepted++;
        }
        catch (Exception fault) when (target.IsOwn(fault))
        {
            // As promised.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Report(octets, fault.ToString());
        }

        var took = Environment.CpuUsage.TotalTime - start;
        Longest = took > Longest ? took : Longest;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (took > OneMax || allocated > BytesMax)
        {
            Report(octets, $"took {took.TotalSeconds:F1} s and {allocated >> 20} MiB");
        }
    }

    private void Report(byte[] octets, string what)
    {
        Faults++;
        var kept = Path.Combine(Path.GetTempPath(), $"fuzz-{target.Name}-{seed}-fault-{Faults}.bin");
        File.WriteAllBytes(kept, octets);
        var shown = Convert.ToBase64String(octets.AsSpan(0, Math.Min(octets.Length, 1500)));
        output.WriteLine($"=== {target.Name}, input {Inputs} of seed {seed}, {octets.Length} octets, kept in {kept}: {what}\n{shown}");
    }
}
