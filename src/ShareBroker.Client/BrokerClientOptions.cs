using System.Security.Cryptography.X509Certificates;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Client;

/// <summary>What an agency's system needs in order to ask a broker and to judge its answers.</summary>
public sealed record BrokerClientOptions
{
    /// <summary>Address of the broker, such as <c>https://127.0.0.1:7443</c>; always https.</summary>
    public required Uri Address { get; init; }

    /// <summary>The agency's id in the broker's register. An answer for another requester is refused.</summary>
    public required string AgencyId { get; init; }

    /// <summary>The agency's certificate with its private key; it names the agency.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Authorities that may have issued the broker's certificate. Nothing of the machine's own trust is used.</summary>
    public required X509Certificate2Collection Authorities { get; init; }

    /// <summary>Whose log counts: the trust file in C2SP tlog-policy format.</summary>
    public required TlogPolicy Trust { get; init; }

    /// <summary>Keys that may sign statements.</summary>
    public required JwkSet StatementKeys { get; init; }

    /// <summary>The longest answer that is read, in bytes.</summary>
    public int AnswerBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long one call may take. A watch has no such end.</summary>
    public TimeSpan AnswerTimeMax { get; init; } = TimeSpan.FromSeconds(30);
}
