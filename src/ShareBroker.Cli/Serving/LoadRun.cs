using System.Diagnostics;

namespace ShareBroker.Cli.Serving;

/// <summary>So many callers, each asking again as soon as it was answered, for some seconds after a short warm-up.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    public static async Task<LoadFigure> MeasureAsync(int callers, TimeSpan time, Func<int, Task> call, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var samples = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var mine = new List<double>();
                while (clock.Elapsed < WarmUp + time)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var started = Stopwatch.GetTimestamp();
                    await call(caller);
                    if (clock.Elapsed > WarmUp)
                    {
                        mine.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    }
                }

                return mine;
            },
            cancellationToken)));
        var all = samples.SelectMany(static each => each).Order().ToList();
        var measured = clock.Elapsed - WarmUp;
        return new LoadFigure(callers, all.Count / measured.TotalSeconds, At(all, 0.50), At(all, 0.99));
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
