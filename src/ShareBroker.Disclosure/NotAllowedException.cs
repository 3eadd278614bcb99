namespace ShareBroker.Disclosure;

/// <summary>The caller may not do this to the registers, a case or a receipt.</summary>
/// <param name="message">What would be needed, in one sentence.</param>
public sealed class NotAllowedException(string message) : DisclosureException("not_allowed", message);
