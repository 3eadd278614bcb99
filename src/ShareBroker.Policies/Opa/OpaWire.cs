using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Opa;

/// <summary>Calls of OPA's REST interface, bounded in time and octets. No redirects, no proxy, no cookies, no compression.</summary>
internal sealed class OpaWire : IDisposable
{
    private const int DepthMax = 128;
    private const int NumberLengthMax = 1_000;
    private const int HeadersKibibytesMax = 16;

    private static readonly TimeSpan ConnectTimeMax = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker _calls;
    private readonly Uri _root;
    private readonly TimeProvider _time;

    public OpaWire(Uri address, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeMax,
            MaxResponseHeadersLength = HeadersKibibytesMax,
            MaxConnectionsPerServer = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _root = address;
        if (address.Scheme == "unix")
        {
            var place = new UnixDomainSocketEndPoint(address.AbsolutePath);
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(place, cancellationToken);
            _root = new Uri("http://opa/");
        }

        _calls = new HttpMessageInvoker(handler);
        _time = time;
    }

    public Task<RegoValue> GetAsync(string path, int sizeMax, TimeSpan timeMax, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(_root, path)), sizeMax, timeMax, cancellationToken);

    public Task<RegoValue> PostAsync(string path, ReadOnlyMemory<byte> json, int sizeMax, TimeSpan timeMax,
        CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_root, path)) { Content = content };
        return AskAsync(request, sizeMax, timeMax, cancellationToken);
    }

    public void Dispose() => _calls.Dispose();

    private async Task<RegoValue> AskAsync(HttpRequestMessage request, int sizeMax, TimeSpan timeMax, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeMax, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using (request)
            {
                using var answer = await _calls.SendAsync(request, either.Token);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    throw new OpaFault(OpaFault.Status);
                }

                if (answer.Content.Headers.ContentType?.MediaType != "application/json")
                {
                    throw new OpaFault(OpaFault.Answer);
                }

                var text = await ReadAsync(answer.Content, sizeMax, either.Token);
                var limits = new JsonLimits { SizeMaxBytes = sizeMax, DepthMax = DepthMax, NumberLengthMax = NumberLengthMax };
                return RegoJson.Parse(text.WrittenSpan, limits);
            }
        }
        catch (RegoJsonException fault)
        {
            throw new OpaFault(OpaFault.Answer, fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OpaFault(patience.IsCancellationRequested ? OpaFault.Slow : OpaFault.Away, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OpaFault(OpaFault.Away, fault);
        }
    }

    private static async Task<ArrayBufferWriter<byte>> ReadAsync(HttpContent content, int sizeMax, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > sizeMax)
        {
            throw new OpaFault(OpaFault.TooLarge);
        }

        var text = new ArrayBufferWriter<byte>(4096);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(text.GetMemory(4096), cancellationToken) is > 0 and var read)
        {
            text.Advance(read);
            if (text.WrittenCount > sizeMax)
            {
                throw new OpaFault(OpaFault.TooLarge);
            }
        }

        return text;
    }

    private static async ValueTask<Stream> ConnectAsync(UnixDomainSocketEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
