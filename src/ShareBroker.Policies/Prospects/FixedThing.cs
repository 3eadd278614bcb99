using ShareBroker.Policies.Proving;

namespace ShareBroker.Policies.Prospects;

/// <summary>Something that is fixed, as a statement about requests.</summary>
/// <param name="Word">What it is.</param>
/// <param name="Statement">What holds of every request because of it.</param>
/// <param name="IsDerived">The policies themselves said that it follows from the rest.</param>
internal sealed record FixedThing(FixedWord Word, Formula Statement, bool IsDerived = false);
