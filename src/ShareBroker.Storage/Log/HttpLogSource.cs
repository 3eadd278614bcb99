using System.Net;

namespace ShareBroker.Storage.Log;

/// <summary>A published log at an address.</summary>
/// <param name="client">Its base address ends with a slash; it limits how much is read and how long it takes.</param>
public sealed class HttpLogSource(HttpClient client) : ILogSource
{
    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            throw new IOException($"the log at '{client.BaseAddress}' could not be read; check the address", fault);
        }
    }
}
