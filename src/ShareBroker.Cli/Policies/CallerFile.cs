using System.Text.Json;
using ShareBroker.Client;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using System.Security.Cryptography.X509Certificates;

namespace ShareBroker.Cli.Policies;

/// <summary>
/// Who calls which broker, from a JSON file with the members below in snake_case; relative paths begin at the file. Keys of officers are no
/// part of it.
/// </summary>
internal sealed record CallerFile
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>Address, such as https://127.0.0.1:7443.</summary>
    public required string Broker { get; init; }

    /// <summary>The agency that the certificate names.</summary>
    public required string Agency { get; init; }

    /// <summary>The agency's own id of the person.</summary>
    public required string Person { get; init; }

    /// <summary>The role in which the person acts.</summary>
    public string Role { get; init; } = "dpo";

    /// <summary>Client certificate, PEM.</summary>
    public required string Certificate { get; init; }

    /// <summary>Its PKCS#8 key, PEM.</summary>
    public required string Key { get; init; }

    /// <summary>Authorities of the broker's certificate, PEM.</summary>
    public required IReadOnlyList<string> Authorities { get; init; }

    /// <summary>Folder with the broker's <c>trust.txt</c> and <c>jwks.json</c>.</summary>
    public required string Public { get; init; }

    /// <summary>File with an access token of the agency's own issuer; absent where the broker's trial issuer gives one.</summary>
    public string? Token { get; init; }

    public static CallerFile Read(string file)
    {
        try
        {
            var caller = JsonSerializer.Deserialize<CallerFile>(File.ReadAllBytes(file), Strict)!;
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            string At(string path) => Path.GetFullPath(path, folder);
            return caller with
            {
                Certificate = At(caller.Certificate), Key = At(caller.Key), Authorities = [.. caller.Authorities.Select(At)],
                Public = At(caller.Public), Token = caller.Token is { } token ? At(token) : null,
            };
        }
        catch (JsonException fault)
        {
            throw new Faults.UsageException(
                $"'{file}' does not say who calls which broker (at '{fault.Path}'); docs/operating.md shows one");
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Strict);

    /// <summary>Runs calls as this caller.</summary>
    public async Task<T> CallAsync<T>(Func<BrokerClient, Task<T>> call)
    {
        using var pem = X509Certificate2.CreateFromPemFile(Certificate, Key);
        using var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        var authorities = new X509Certificate2Collection();
        foreach (var file in Authorities)
        {
            authorities.ImportFromPemFile(file);
        }

        var options = new BrokerClientOptions
        {
            Address = new Uri(Broker),
            AgencyId = Agency,
            Certificate = certificate,
            Authorities = authorities,
            Trust = TlogPolicy.Parse(await File.ReadAllTextAsync(Path.Combine(Public, "trust.txt"))),
            StatementKeys = JwkSet.Parse(await File.ReadAllBytesAsync(Path.Combine(Public, "jwks.json"))),
            AnswerTimeMax = TimeSpan.FromMinutes(2),
        };
        using var issuer = new IssuerTokens(options, new ActingPerson(Person, Role), TimeProvider.System);
        using var client = new BrokerClient(options, Token is { } token ? new TokenOfFile(token) : issuer, TimeProvider.System);
        return await call(client);
    }

    private sealed class TokenOfFile(string file) : IAccessTokens
    {
        public async ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
            (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
    }
}
