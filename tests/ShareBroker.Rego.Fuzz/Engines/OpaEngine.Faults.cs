using System.Net.Sockets;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Engines;

internal sealed partial class OpaEngine
{
    /// <summary>The faults of one module that stands alone, each with its code and row; null when the server did not say.</summary>
    public async Task<IReadOnlyList<(string Place, string Message)>?> FaultsAsync(string module)
    {
        try
        {
            _client ??= await StartAsync();
            var (status, answer) = await SendAsync(HttpMethod.Put, "v1/policies/mutant", module);
            if (status < 300)
            {
                return [];
            }

            return RegoJson.Parse(answer) is RegoObject document && document.Get(RegoString.Of("errors")) is RegoArray all
                ? [.. all.Items.ToArray().OfType<RegoObject>().Select(static error => (Place(error), Member(error, "message")))]
                : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or SocketException)
        {
            Stop();
            return null;
        }
    }

    private static string Place(RegoObject error) =>
        $"{Member(error, "code")} in row {(error.Get(RegoString.Of("location")) as RegoObject)?.Get(RegoString.Of("row"))}";
}
