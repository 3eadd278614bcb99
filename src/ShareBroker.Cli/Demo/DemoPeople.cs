using System.Security.Cryptography.X509Certificates;
using ShareBroker.Client;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Demo;

/// <summary>Clients of the people who act, one for each person of each agency.</summary>
internal sealed class DemoPeople(TrialSetup setup, Uri broker, TlogPolicy trust, JwkSet statementKeys, TimeProvider time) : IDisposable
{
    private readonly Dictionary<(string Agency, ActingPerson Person), (BrokerClient Client, IssuerTokens Tokens)> _clients = [];
    private readonly X509Certificate2Collection _authorities = [X509CertificateLoader.LoadCertificateFromFile(setup.AuthorityFile)];

    /// <summary>The client of one person.</summary>
    public BrokerClient As(DemoAgency agency, ActingPerson person)
    {
        if (!_clients.TryGetValue((agency.Id, person), out var known))
        {
            var options = new BrokerClientOptions
            {
                Address = broker,
                AgencyId = agency.Id,
                Certificate = X509Certificate2.CreateFromPemFile(setup.CertificateOf(agency.Id), setup.KeyOf(agency.Id)),
                Authorities = _authorities,
                Trust = trust,
                StatementKeys = statementKeys,
            };
            var tokens = new IssuerTokens(options, person, time);
            known = (new BrokerClient(options, tokens, time), tokens);
            _clients[(agency.Id, person)] = known;
        }

        return known.Client;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (client, tokens) in _clients.Values)
        {
            client.Dispose();
            tokens.Dispose();
        }
    }
}
