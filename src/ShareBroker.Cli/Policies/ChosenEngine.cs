using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Opa;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Cli.Policies;

/// <summary>The engine that a command's options name, with an OPA server of its own where one is needed and no address was
/// given.</summary>
internal sealed class ChosenEngine : IAsyncDisposable
{
    private readonly OpaServer? _server;
    private readonly OpaDecisionPoint? _opa;

    private ChosenEngine(IDecisionEngine point, OpaDecisionPoint? opa, OpaServer? server) =>
        (Point, _opa, _server) = (point, opa, server);

    /// <summary>The engine.</summary>
    public IDecisionEngine Point { get; }

    /// <summary>Opens it over a folder of policies.</summary>
    /// <exception cref="Faults.UsageException">There is no such engine, or no OPA to be found.</exception>
    public static async Task<ChosenEngine> OpenAsync(string folder, string engine, string? address, CancellationToken cancellationToken)
    {
        if (engine is not ("embedded" or "opa" or "both"))
        {
            throw new Faults.UsageException($"there is no engine '{engine}'; use --engine embedded, opa or both");
        }

        var policies = PolicySet.Load(folder);
        var embedded = new EmbeddedDecisionPoint(
            policies, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));
        if (engine == "embedded")
        {
            return new ChosenEngine(embedded, opa: null, server: null);
        }

        var server = address is null ? await StartAsync(folder, cancellationToken) : null;
        var opa = new OpaDecisionPoint(
            server?.Address ?? AddressOf(address!), policies, leafIndex: -1, OpaOptions.Standard, TimeProvider.System);
        return new ChosenEngine(engine == "opa" ? opa : new ComparingDecisionPoint(embedded, opa), opa, server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _opa?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static Task<OpaServer> StartAsync(string folder, CancellationToken cancellationToken) =>
        OpaServer.StartAsync(
            OpaServer.Find() ?? throw new Faults.UsageException(
                "there is no opa here; put it on the path, name it in $OPA, or give the address of a server with --opa"),
            folder, TimeProvider.System, cancellationToken);

    private static Uri AddressOf(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var place) && place.Scheme is "http" or "https" or "unix"
            ? place.Scheme == "unix" ? new Uri(address) : place
            : throw new Faults.UsageException($"'{address}' is not an address; write one such as http://127.0.0.1:8181");
}
