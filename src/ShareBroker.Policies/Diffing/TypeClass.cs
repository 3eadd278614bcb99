namespace ShareBroker.Policies.Diffing;

/// <summary>Agency types that no row of either side tells apart in one place, and the one that stands for them.</summary>
internal sealed record TypeClass(IReadOnlyList<string> Types)
{
    public string Standing => Types[0];
}
