namespace ShareBroker.Disclosure;

/// <summary>There is no such thing, or the caller may not know of it: the two look the same.</summary>
/// <param name="what">The kind of thing, such as <c>disclosure</c>.</param>
public sealed class NotFoundException(string what) : DisclosureException("not_found", $"there is no such {what}");
