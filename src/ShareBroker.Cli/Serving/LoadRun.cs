using System.Diagnostics;

namespace ShareBroker.Cli.Serving;

/// <summary>
/// So many callers, each asking again as soon as it was answered, for some seconds after a warm-up in which the code comes to its speed.
/// </summary>
internal static class LoadRun
{
    /// <param name="callers">Calls at once.</param>
    /// <param name="warmUp">Calls in this time do not count.</param>
    /// <param name="time">How long is measured.</param>
    /// <param name="call">One call of a caller.</param>
    /// <param name="began">Called once, when the measured time begins.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static async Task<LoadFigure> MeasureAsync(
        int callers, TimeSpan warmUp, TimeSpan time, Func<int, Task> call, Action began, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var running = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var mine = new List<double>();
                while (clock.Elapsed < warmUp + time)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var started = Stopwatch.GetTimestamp();
                    await call(caller);
                    if (clock.Elapsed > warmUp)
                    {
                        mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    }
                }

                return mine;
            },
            cancellationToken)));
        await Task.WhenAny(running, Task.Delay(warmUp, cancellationToken));
        began();
        var samples = await running;
        var all = samples.SelectMany(static each => each).Order().ToList();
        var measured = clock.Elapsed - warmUp;
        return new LoadFigure(callers, all.Count, all.Count / measured.TotalSeconds, At(all, 0.50), At(all, 0.99));
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
