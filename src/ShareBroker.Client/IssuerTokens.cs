using System.Net;
using System.Text.Json;
using Grpc.Core;
using ShareBroker.Client.Asking;

namespace ShareBroker.Client;

/// <summary>
/// Gets tokens for one person from the issuer inside the broker (<c>POST /oauth/token</c>, the certificate is the proof) and keeps each
/// until shortly before its end. Safe for many threads.
/// </summary>
public sealed class IssuerTokens : IAccessTokens, IDisposable
{
    private const int ReserveSeconds = 20;
    private const int AnswerBytesMax = 64 * 1024;

    private static readonly Uri TokenAddress = new("/oauth/token", UriKind.Relative);

    private readonly HttpClient _http;
    private readonly ActingPerson _person;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private Held? _held;

    /// <summary>Tokens for one person.</summary>
    /// <param name="options">Address and certificates.</param>
    /// <param name="person">Who acts.</param>
    /// <param name="time">Judges when a token ends.</param>
    public IssuerTokens(BrokerClientOptions options, ActingPerson person, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _person = person;
        _time = time;
        _http = new HttpClient(MutualTls.Handler(options.Certificate, options.Authorities))
        {
            BaseAddress = options.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            MaxResponseContentBufferSize = AnswerBytesMax,
            Timeout = options.AnswerTimeMax,
        };
    }

    /// <inheritdoc />
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } token)
        {
            return token;
        }

        await _fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Current() ?? await FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _fetching.Dispose();
    }

    private string? Current() => Volatile.Read(ref _held) is { } held && held.GoodUntil > _time.GetUtcNow() ? held.Token : null;

    private async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var members = new List<KeyValuePair<string, string>>
        {
            new("grant_type", "client_credentials"),
            new("actor", _person.Id),
            new("role", _person.Role),
        };
        if (_person.Unit.Length > 0)
        {
            members.Add(new("unit", _person.Unit));
        }

        try
        {
            using var form = new FormUrlEncodedContent(members);
            using var answer = await _http.PostAsync(TokenAddress, form, cancellationToken).ConfigureAwait(false);
            var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            using var json = JsonDocument.Parse(content);
            if (!answer.IsSuccessStatusCode)
            {
                var code = json.RootElement.GetProperty("error").GetString() ?? "";
                throw new BrokerCallException(
                    StatusCode.Unauthenticated, code, "the issuer gives no token for this person; check id and role");
            }

            var token = json.RootElement.GetProperty("access_token").GetString()!;
            var life = json.RootElement.GetProperty("expires_in").GetInt32();
            Volatile.Write(ref _held, new Held(token, _time.GetUtcNow().AddSeconds(Math.Max(1, life - ReserveSeconds))));
            return token;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BrokerCallException(StatusCode.Unavailable, "issuer_unavailable", "the issuer does not answer with a token", fault);
        }
    }

    private sealed record Held(string Token, DateTimeOffset GoodUntil);
}
