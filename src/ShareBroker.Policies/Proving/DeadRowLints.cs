using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Places;
using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Proving;

/// <summary>Rows that can never do anything, and rows that contradict one another. Each finding is a proof: no request of the
/// regime makes them act.</summary>
/// <param name="proof">The regime.</param>
/// <param name="places">Where things stand.</param>
internal sealed class DeadRowLints(RegimeProof proof, DataPlaces places)
{
    private static readonly string[] FieldEffects = ["withhold", "pseudonymise", "mask", "generalise", "limit"];
    private static readonly string[] OfTheField = ["reviewed", "why", "basis", "origin"];

    /// <summary>Ids of rows that cannot apply here; a base row is dead only if it is so everywhere.</summary>
    public IEnumerable<string> Dead(IEnumerable<PolicyRow> rows) =>
        rows.Where(row => row.Effect != "rego" && proof.Find(proof.World.Applies(row)).IsImpossible).Select(row => row.Id);

    public IEnumerable<PolicyFinding> Run(IReadOnlyList<PolicyRow> rows) => rows.SelectMany(row => row.Effect switch
    {
        "permit" => Permit(row),
        "deny" or "block" => [.. Never(row)],
        _ when FieldEffects.Contains(row.Effect) => Field(row),
        _ => [],
    });

    private IEnumerable<PolicyFinding> Never(PolicyRow row)
    {
        if (proof.Find(proof.World.Applies(row)).IsImpossible)
        {
            yield return At(row, "never_fires", $"row {row.Id} can never apply: its conditions exclude one another",
                "correct the condition that was meant otherwise, or take the row away");
        }
    }

    private IEnumerable<PolicyFinding> Permit(PolicyRow row)
    {
        if (Never(row).FirstOrDefault() is { } never)
        {
            return [never];
        }

        if (proof.Find(proof.Permits(row)).IsImpossible)
        {
            return [At(row, "never_fires", $"row {row.Id} can never permit: its forum is none of the regime's",
                "name a forum of the regime, or bilateral", "forum")];
        }

        if (proof.Find(proof.Permits(row), proof.NothingRefuses()).IsImpossible)
        {
            var refuser = proof.RefuserOf(proof.Permits(row));
            return [At(row, "contradiction", $"row {row.Id} can never permit: whenever it would, "
                + (refuser is null ? "other rows together refuse" : $"row {refuser.Id} refuses ({refuser.Reason})"),
                "decide which of them is the law, and correct the other")];
        }

        return Grants(row);
    }

    private IEnumerable<PolicyFinding> Grants(PolicyRow row)
    {
        var grants = RowColumns.Grants(row.Content);
        for (var position = 0; position < grants.Count; position++)
        {
            var live = new[] { proof.Permits(row), proof.World.Holds(grants[position]), proof.NothingRefuses() };
            if (proof.Find(live).IsImpossible)
            {
                yield return At(row, "never_fires", $"a grant of row {row.Id} can never apply beside the row's own conditions",
                    "correct its conditions, or take the grant away", "grants", position);
                continue;
            }

            foreach (var finding in Kept(row, position, RowColumns.Words(grants[position], "paths"), live))
            {
                yield return finding;
            }
        }
    }

    // A path that is named one by one and yet always kept back is a contradiction; of a tier the field rows are the exceptions.
    private IEnumerable<PolicyFinding> Kept(PolicyRow row, int position, IReadOnlyList<string> paths, Formula[] live)
    {
        for (var at = 0; at < paths.Count; at++)
        {
            var path = paths[at];
            var keeper = proof.World.Words.Fields.Any(field => field.Path.Path == path)
                ? proof.Rows("withhold").FirstOrDefault(other => !OfTheField.Any(column => RowColumns.Has(other.Content, column))
                    && proof.World.Words.Selected(other.Content, own: null).Any(field => field.Path.Path == path)
                    && proof.Find([.. live, Formula.Not(proof.Acts(other))]).IsImpossible)
                : null;
            if (keeper is not null)
            {
                yield return At(row, "contradiction", $"row {row.Id} grants {path}, which row {keeper.Id} always withholds",
                    "decide which of them is the law, and correct the other", "grants", position, "paths", at);
            }
        }
    }

    private IEnumerable<PolicyFinding> Field(PolicyRow row)
    {
        if (Never(row).FirstOrDefault() is { } never)
        {
            return [never];
        }

        if (proof.World.Words.Selected(row.Content, own: null).Count == 0)
        {
            return [At(row, "never_fires", $"row {row.Id} selects no field of the catalogue", "widen its paths, tiers or categories")];
        }

        var opposed = proof.Rows("generalise").Where(other => row.Effect == "generalise"
            && string.CompareOrdinal(row.Id, other.Id) < 0
            && RowColumns.Text(row.Content, "scheme") != RowColumns.Text(other.Content, "scheme")
            && proof.World.Words.Selected(row.Content, own: null).Intersect(proof.World.Words.Selected(other.Content, own: null)).Any()
            && !OfTheField.Any(column => RowColumns.Has(row.Content, column) || RowColumns.Has(other.Content, column))
            && !proof.Find(proof.Acts(row), proof.Acts(other)).IsImpossible);
        return opposed.Select(other => At(row, "contradiction",
            $"rows {row.Id} and {other.Id} reduce the same field to different forms", "let one of them name the field", "scheme"));
    }

    private PolicyFinding At(PolicyRow row, string code, string problem, string advice, params ReadOnlySpan<object> below) =>
        new(code, places.OfValue([.. row.Steps, .. below.Length == 0 ? ["id"] : below.ToArray()]), problem, advice);
}
