namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>All differences that have a reason.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } = [];
}
