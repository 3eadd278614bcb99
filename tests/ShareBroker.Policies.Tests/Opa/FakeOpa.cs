using System.Net;
using System.Net.Sockets;
using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tests.Opa;

/// <summary>
/// A server that answers as OPA does, with the embedded engine behind it, until a test twists one of its answers. Speaks just enough
/// HTTP/1.1 to misbehave in every way that matters.
/// </summary>
internal sealed class FakeOpa : IAsyncDisposable
{
    /// <summary>Path of the question.</summary>
    public const string Entry = "/v1/data/sharebroker/disclosure/decision";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly PolicySet _policies;
    private readonly EmbeddedDecisionPoint _engine;
    private readonly Task _work;
    private int _asked;

    public FakeOpa(PolicySet policies)
    {
        _policies = policies;
        _engine = new EmbeddedDecisionPoint(policies, leafIndex: -1, DecisionBudget.Standard,
            DecisionBudget.Environment(TimeProvider.System));
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _work = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    /// <summary>How many requests came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Changes the honest JSON answer to a path; null leaves it.</summary>
    public Func<string, string, string?>? Twist { get; set; }

    /// <summary>Answers each question for a decision with raw octets of its own.</summary>
    public Func<Stream, CancellationToken, Task>? Raw { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var calls = new List<Task>();
        try
        {
            while (true)
            {
                calls.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var (path, body) = await ReadAsync(stream);
            Interlocked.Increment(ref _asked);
            if (Raw is { } raw && path.StartsWith(Entry, StringComparison.Ordinal))
            {
                await raw(stream, _stop.Token);
                return;
            }

            var honest = Honest(path, body);
            await stream.WriteAsync(Message("200 OK", "application/json", Twist?.Invoke(path, honest) ?? honest), _stop.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The caller went away, as callers do.
        }
    }

    public static byte[] Message(string status, string type, string body, long? length = null) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {length ?? Encoding.UTF8.GetByteCount(body)}\r\n" +
        $"Location: /elsewhere\r\nConnection: close\r\n\r\n{body}");

    private string Honest(string path, string body)
    {
        var provenance = "\"provenance\":{\"version\":\"1.4.2\",\"bundles\":{\"policies\":{\"revision\":\"" + _policies.Revision + "\"}}}";
        if (path == "/v1/policies")
        {
            var modules = _policies.Files.Where(file => file is { IsModule: true, IsTest: false })
                .Select(file => $$"""{"id":"x","raw":{{Text(Encoding.UTF8.GetString(file.Content.Span))}}}""");
            return $$"""{"result":[{{string.Join(',', modules)}}]}""";
        }

        if (path.StartsWith("/v1/data/sharebroker/", StringComparison.Ordinal))
        {
            var input = ((RegoObject)RegoJson.Parse(body)).Get(RegoString.Of("input"))!;
            var outcome = _engine.Decide(input, Scenario.RequestedPathsOf(input), _stop.Token);
            return $$"""{{{provenance}},"result":{{Encoding.UTF8.GetString(outcome.Decision.ToCanonicalJson())}}}""";
        }

        var root = path["/v1/data/".Length..].Split('?')[0];
        return $$"""{{{provenance}},"result":{{RegoJson.Write(_policies.Data.Get(RegoString.Of(root))!)}}}""";
    }

    private static string Text(string text) => RegoJson.Write(RegoString.Of(text));

    private async Task<(string Path, string Body)> ReadAsync(Stream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && received.Count >= end + 4 + LengthIn(text[..end]))
            {
                return (text.Split(' ')[1], Encoding.UTF8.GetString([.. received[(end + 4)..]]));
            }

            var read = await stream.ReadAsync(buffer, _stop.Token);
            received.AddRange(read > 0 ? buffer[..read] : throw new IOException("the caller hung up"));
        }
    }

    private static int LengthIn(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
