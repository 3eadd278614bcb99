namespace ShareBroker.Cli.Play;

/// <summary>Counts, and says as it goes what did not come out as expected.</summary>
internal sealed class PlayScore(TextWriter output, TextWriter error, bool isVerbose)
{
    private readonly bool _showsProgress = !Console.IsErrorRedirected;
    private int _passed;
    private int _failed;
    private int _inexpressible;

    /// <summary>A scenario was played.</summary>
    public void Played(string id, IReadOnlyList<string> differences)
    {
        if (differences.Count == 0)
        {
            _passed++;
            if (isVerbose)
            {
                output.WriteLine("passed: " + id);
            }

            return;
        }

        _failed++;
        foreach (var difference in differences)
        {
            output.WriteLine($"failed: {id}: {difference}");
        }
    }

    /// <summary>A scenario cannot be brought about through the registers.</summary>
    public void Inexpressible(string id, string reason)
    {
        _inexpressible++;
        output.WriteLine($"not expressible: {id}: {reason}");
    }

    /// <summary>How far it has come, for whoever watches.</summary>
    public void Progress(int at, int count)
    {
        if (_showsProgress)
        {
            error.Write($"\r{at} of {count}");
        }
    }

    /// <summary>Writes the last line and gives the exit status.</summary>
    /// <param name="share">At most one in so many may be inexpressible.</param>
    public int Finish(int share)
    {
        if (_showsProgress)
        {
            error.Write("\r                    \r");
        }

        var isTooMuch = _inexpressible * share > _passed + _failed + _inexpressible;
        if (isTooMuch)
        {
            error.WriteLine($"error: {_inexpressible} scenarios are not expressible, more than one in {share}; see the lines above");
        }

        output.WriteLine($"{_passed} passed, {_failed} failed");
        return _failed == 0 && !isTooMuch ? 0 : 1;
    }
}
