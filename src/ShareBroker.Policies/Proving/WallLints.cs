using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Places;

namespace ShareBroker.Policies.Proving;

/// <summary>
/// The walls that no policy may open: what was collected for support goes neither to prosecution nor to the gathering of intelligence.
/// For each permit row it is proved that no request of the regime passes; what cannot be proved is a finding.
/// </summary>
internal static class WallLints
{
    private static readonly (string Code, string Name, Func<string, bool> Purposes)[] Walls =
    [
        ("support_to_prosecution", "prosecution", static purpose => IsWithin(purpose, "prosecution")),
        ("support_to_intelligence", "the gathering of intelligence", static purpose => purpose == "security.intelligence_gathering"),
    ];

    public static IEnumerable<PolicyFinding> Run(RegimeProof proof, DataPlaces places)
    {
        var world = proof.World;
        var support = new Formula.Any([.. world.Words.Words("purposes").Where(static purpose => IsWithin(purpose, "support"))
            .Select(purpose => world.Has("origin", purpose))]);
        foreach (var row in proof.Rows("permit"))
        {
            foreach (var (code, name, purposes) in Walls)
            {
                var verdict = proof.Find(
                    world.Purpose(purposes), support, world.Meets("payload", ["personal"]), proof.Permits(row), proof.NothingRefuses());
                if (!verdict.IsImpossible)
                {
                    yield return new PolicyFinding(code, places.OfValue([.. row.Steps, "purposes"]),
                        $"row {row.Id} can give data that were collected for support to {name}; for example "
                            + verdict.Example("purpose", "forum", "requester type", "recipient type", "holder type"),
                        "name only support or security purposes in the row, and leave the denials of base-5, base-6 and base-24 whole");
                }
            }
        }
    }

    // By the id itself, so that a purpose that is covered by a wrong group does not slip through.
    private static bool IsWithin(string purpose, string root) => purpose.StartsWith(root + ".", StringComparison.Ordinal)
        || purpose == root;
}
