namespace ShareBroker.Disclosure;

/// <summary>The idempotency key was used before for another request. Nothing was done.</summary>
public sealed class IdempotencyConflictException()
    : DisclosureException("idempotency_conflict", "the idempotency key was used for another request; choose a new key");
