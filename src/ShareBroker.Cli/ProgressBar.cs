using System.Globalization;

namespace ShareBroker.Cli;

/// <summary>A bar on one line of a terminal with count and time left; one line for each tenth where the output is a file.</summary>
internal sealed class ProgressBar(TextWriter error, string what, bool isTerminal, TimeProvider time) : IProgress<(long Done, long Total)>
{
    private const int Width = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly long _begin = time.GetTimestamp();
    private readonly Lock _gate = new();
    private long _shown;
    private long _tenth;

    public void Report((long Done, long Total) value)
    {
        lock (_gate)
        {
            var total = Math.Max(1, value.Total);
            var tenth = Math.Min(10, value.Done * 10 / total);
            if (isTerminal ? _shown != 0 && time.GetElapsedTime(_shown) < Pause : tenth == _tenth)
            {
                return;
            }

            (_shown, _tenth) = (time.GetTimestamp(), tenth);
            var line = Line(value.Done, total);
            error.Write(isTerminal ? $"\r{line}  " : line + "\n");
        }
    }

    /// <summary>Takes the bar off the terminal.</summary>
    public void Finish()
    {
        if (isTerminal)
        {
            error.Write("\r" + new string(' ', what.Length + Width + 60) + "\r");
        }
    }

    private string Line(long done, long total)
    {
        var full = (int)Math.Min(Width, done * Width / total);
        var elapsed = time.GetElapsedTime(_begin);
        var left = done > 0 ? elapsed * ((double)Math.Max(0, total - done) / done) : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture,
            $"{what} [{new string('#', full)}{new string('.', Width - full)}] {done}/{total}, {left.TotalSeconds:F0} s left");
    }
}
