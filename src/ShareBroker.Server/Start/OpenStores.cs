using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Start;

/// <summary>Opens the stores of a broker.</summary>
internal delegate BrokerStores OpenStores(BrokerSettings settings, BrokerEnvironment environment);
