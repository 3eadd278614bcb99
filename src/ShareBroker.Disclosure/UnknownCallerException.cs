namespace ShareBroker.Disclosure;

/// <summary>The calling agency is not in the register of agencies. It is told nothing else.</summary>
public sealed class UnknownCallerException()
    : DisclosureException("caller_unknown", "the calling agency is not in the register of agencies");
