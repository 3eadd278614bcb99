namespace ShareBroker.Cli.Terminal;

/// <summary>
/// One line of a terminal that says how far a long job is: a bar where the end is known, a count where it is not. Nothing is shown in the
/// first second, and nothing at all where nobody looks.
/// </summary>
internal sealed class LineProgress(TextWriter error, bool isSilent, TimeProvider time, string unit) : IProgress<long>
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();
    private long _shownAt;
    private int _width;

    /// <summary>So many are done; how many there are is not known.</summary>
    public void Report(long value)
    {
        if (IsTime())
        {
            Write($"{value} {unit}");
        }
    }

    /// <summary>So many of all are done, and this one is next.</summary>
    public void Show(string next, long done, long total)
    {
        if (IsTime() && total > 0)
        {
            var filled = (int)(BarWidth * Math.Min(done, total) / total);
            Write($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {done}/{total} {unit}, {next}");
        }
    }

    /// <summary>Clears the line.</summary>
    public void Finish()
    {
        if (_width > 0)
        {
            error.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    private bool IsTime()
    {
        if (isSilent || time.GetElapsedTime(_start) < Patience || (_width > 0 && time.GetElapsedTime(_shownAt) < Between))
        {
            return false;
        }

        _shownAt = time.GetTimestamp();
        return true;
    }

    private void Write(string text)
    {
        error.Write('\r' + text.PadRight(_width));
        _width = Math.Max(_width, text.Length);
    }
}
