namespace ShareBroker.Disclosure.Registers;

/// <summary>A role that a person took on a case.</summary>
/// <param name="Role">Role of the vocabulary.</param>
/// <param name="Time">When it was last taken.</param>
public sealed record TakenRole(string Role, DateTimeOffset Time);
