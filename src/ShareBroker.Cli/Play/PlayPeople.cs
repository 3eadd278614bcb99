using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ShareBroker.Client;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Play;

/// <summary>Clients of the people who act, one for each person of each agency. Safe for many threads.</summary>
internal sealed class PlayPeople(TrialSetup setup, Uri broker, TlogPolicy trust, JwkSet statementKeys) : IDisposable
{
    private static readonly ActingPerson Clerk = new("clerk", "coordinator");

    private readonly ConcurrentDictionary<(string Agency, ActingPerson Person), Lazy<Line>> _clients = new();
    private readonly X509Certificate2Collection _authorities = [X509CertificateLoader.LoadCertificateFromFile(setup.AuthorityFile)];

    /// <summary>The client of one person.</summary>
    public BrokerClient As(string agency, string person, string role) => As(agency, new ActingPerson(person, role));

    /// <summary>Somebody of the agency who fills its registers.</summary>
    public BrokerClient ClerkOf(string agency) => As(agency, Clerk);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var known in _clients.Values)
        {
            known.Value.Client.Dispose();
            known.Value.Tokens.Dispose();
        }
    }

    private BrokerClient As(string agency, ActingPerson person) =>
        _clients.GetOrAdd((agency, person), static (who, people) => new(() => people.Connect(who.Agency, who.Person)), this).Value.Client;

    private Line Connect(string agency, ActingPerson person)
    {
        var options = new BrokerClientOptions
        {
            Address = broker,
            AgencyId = agency,
            Certificate = X509Certificate2.CreateFromPemFile(setup.CertificateOf(agency), setup.KeyOf(agency)),
            Authorities = _authorities,
            Trust = trust,
            StatementKeys = statementKeys,
        };
        var tokens = new IssuerTokens(options, person, TimeProvider.System);
        return new Line(new BrokerClient(options, tokens, TimeProvider.System), tokens);
    }

    private sealed record Line(BrokerClient Client, IssuerTokens Tokens);
}
