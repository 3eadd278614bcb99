using System.Security.Cryptography;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Deciding;
using ShareBroker.Receipts.Log;

namespace ShareBroker.Policies.Life;

/// <summary>Everything outside that the life of policies leans on.</summary>
public sealed record PolicyLifePorts
{
    /// <summary>The log: each step is an entry of it, and what it says is what counts.</summary>
    public required IStatementLog Log { get; init; }

    /// <summary>Where bundles and the ledger lie.</summary>
    public required IPolicyShelf Shelf { get; init; }

    /// <summary>Who may propose and approve.</summary>
    public required OfficerRegister Officers { get; init; }

    /// <summary>Whose signature makes a bundle loadable.</summary>
    public required BundleKeys BundleKeys { get; init; }

    /// <summary>Where policies decide.</summary>
    public required PolicySeat Seat { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The source of randomness.</summary>
    public required RandomNumberGenerator Random { get; init; }
}
