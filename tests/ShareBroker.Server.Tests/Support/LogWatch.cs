using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Tests.Support;

/// <summary>Keeps every line that a broker logs; a test fails on an error that it did not announce.</summary>
internal sealed class LogWatch : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, string Line)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(static line => $"{line.Level} {line.Category}: {line.Line}")];

    public IReadOnlyList<string> Errors =>
        [.. _lines.Where(static line => line.Level >= LogLevel.Error).Select(static line => $"{line.Category}: {line.Line}")];

    public ILogger CreateLogger(string categoryName) => new Watcher(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Watcher(LogWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            watch._lines.Enqueue((logLevel, category, $"{formatter(state, exception)} {exception}"));
    }
}
