using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Intake;

/// <summary>A fact with its source.</summary>
/// <param name="Value">The plain value.</param>
/// <param name="By">The agency that stated it.</param>
/// <param name="Time">When.</param>
public sealed record StatedFact(FactValue Value, AgencyId By, DateTimeOffset Time);
