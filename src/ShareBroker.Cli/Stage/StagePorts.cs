using System.Net;
using System.Net.Sockets;

namespace ShareBroker.Cli.Stage;

/// <summary>Free ports of the loopback address.</summary>
internal static class StagePorts
{
    /// <summary>So many different ports, all free a moment ago.</summary>
    public static IReadOnlyList<int> Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
