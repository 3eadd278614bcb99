using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Proving;

/// <summary>Asks what the rows of one regime can do together, over all requests that the vocabulary allows.</summary>
/// <param name="world">All requests of the regime.</param>
/// <param name="rows">Rows that run there.</param>
/// <param name="struck">Reason codes that an emergency strikes out.</param>
internal sealed class RegimeProof(World world, IReadOnlyList<PolicyRow> rows, IReadOnlySet<string> struck)
{
    public World World => world;

    /// <summary>Rows of one of the effects.</summary>
    public IEnumerable<PolicyRow> Rows(params IEnumerable<string> effects) => rows.Where(row => effects.Contains(row.Effect));

    /// <summary>Whether some request makes the statements true.</summary>
    public Verdict Find(params IEnumerable<Formula> statements)
    {
        // Statements may name new variables, so they are built before the variables are counted.
        Formula[] all = [.. world.Axioms, .. statements];
        return Solver.Find(world.Variables, all);
    }

    /// <summary>The row refuses the request.</summary>
    public Formula Refuses(PolicyRow row) => row.Effect == "block" || struck.Contains(row.Reason)
        ? new Formula.All([world.Applies(row), world.Meets("emergency", ["no"])])
        : world.Applies(row);

    /// <summary>The row permits, if no other refuses.</summary>
    public Formula Permits(PolicyRow row) => new Formula.All([world.Applies(row), world.Meets("forum_fits", ["yes"])]);

    /// <summary>No row refuses.</summary>
    public Formula NothingRefuses() => new Formula.All([.. Rows("deny", "block").Select(row => Formula.Not(Refuses(row)))]);

    /// <summary>The field row acts.</summary>
    public Formula Acts(PolicyRow row) => row.Regime.Length == 0 ? world.Applies(row)
        : new Formula.All([world.Applies(row), world.Meets("emergency", ["no"])]);

    /// <summary>The one row that refuses whatever these statements allow; null when it takes several.</summary>
    public PolicyRow? RefuserOf(Formula statements) =>
        Rows("deny", "block").FirstOrDefault(row => Find(statements, Formula.Not(Refuses(row))).IsImpossible);
}
