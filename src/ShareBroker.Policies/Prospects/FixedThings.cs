using ShareBroker.Policies.Proving;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>Turns what is fixed into statements about the requests of one regime.</summary>
/// <param name="world">The requests.</param>
/// <param name="rows">The rows that run there.</param>
internal sealed class FixedThings(World world, IReadOnlyList<PolicyRow> rows)
{
    // Facets whose words the world has as they are, or that only these statements could tell.
    private static readonly HashSet<string> Direct = new(StringComparer.Ordinal)
    {
        "forum", "purposes", "by", "from", "to", "requester.role", "recipient.role", "holder.role", "regime", "asked", "named",
    };

    /// <summary>The statements, one for each thing; each may be left out to see whether it matters.</summary>
    public IReadOnlyList<FixedThing> Of(ProspectQuestion question, IReadOnlyDictionary<string, IReadOnlySet<string>> bounds)
    {
        var things = new List<FixedThing>();
        One(things, "purposes", question.Purpose, purpose => world.Purpose(other => other == purpose));

        // In an emergency the forum counts as bilateral, whatever the request says.
        One(things, "forum", question.Forum, forum => new Formula.Any(
            [world.Forum(other => other == forum), world.Meets("emergency", ["yes"])]));
        One(things, "by", question.RequesterType, type => world.TypeIs("requester", other => other == type));
        One(things, "requester.role", question.RequesterRole, role => world.RoleIs("requester", other => other == role));
        One(things, "from", question.HolderType, type => world.TypeIs("holder", other => other == type));
        One(things, "holder.role", question.HolderRole, role => world.RoleIs("holder", other => other == role));
        One(things, "to", question.RecipientType, type => world.TypeIs("recipient", other => other == type));
        One(things, "recipient.role", question.RecipientRole, role => world.RoleIs("recipient", other => other == role));
        if (question.Fields.Count > 0)
        {
            things.Add(new FixedThing(new FixedWord("asked", question.Fields), Asked(question.Fields)));
        }

        if (question.Bases is { } bases)
        {
            things.Add(new FixedThing(new FixedWord("named", bases), Named(bases)));
        }

        things.AddRange(question.Facts.OrderBy(static fact => fact.Key, StringComparer.Ordinal).Select(fact => new FixedThing(
            new FixedWord(fact.Key, [Labels.WordOf(fact.Value)]), Fact(fact.Key, fact.Value))));
        things.AddRange(Derived(bounds));
        return things;
    }

    /// <summary>Words of a condition that some row tests.</summary>
    public IEnumerable<string> Mentioned(string condition) => Conditions().Where(one => one.Name == condition)
        .SelectMany(static one => one.Wanted).Distinct(StringComparer.Ordinal);

    /// <summary>Conditions that some row tests and that no variable has by itself.</summary>
    public IReadOnlyList<string> Facets() => [.. Conditions().Select(static one => one.Name).Distinct(StringComparer.Ordinal)
        .Where(name => !Direct.Contains(name) && RowColumns.Has(world.Words.Entry("conditions", name), "means"))
        .Order(StringComparer.Ordinal)];

    private IEnumerable<(string Name, IReadOnlyList<string> Wanted)> Conditions() => rows.SelectMany(static row =>
        RowColumns.Required(row.Content).Concat(RowColumns.Conditions(row.Content, "unless")));

    private static void One(List<FixedThing> things, string name, string? word, Func<string, Formula> statement)
    {
        if (word is not null)
        {
            things.Add(new FixedThing(new FixedWord(name, [word]), statement(word)));
        }
    }

    private Formula.All Asked(IReadOnlyList<string> fields)
    {
        var within = world.Words.Fields.Where(field => fields.Contains(field.Path.Path)).SelectMany(static field => field.Within)
            .ToHashSet(StringComparer.Ordinal);
        return new Formula.All(
        [
            Formula.Not(world.Meets("payload", ["none"])),
            .. Mentioned("asked").Select(word => Has("asked", word, within.Contains(word))),
        ]);
    }

    // A code that is not named covers nothing and opens nothing.
    private Formula.All Named(IReadOnlyList<string> bases) => new(
    [
        .. Mentioned("named").Select(code => Has("named", code, bases.Contains(code))),
        .. Mentioned("bases").Where(code => !bases.Contains(code)).Select(code => Has("bases", code, isThere: false)),
    ]);

    private Formula Has(string name, string member, bool isThere) =>
        isThere ? world.Has(name, member) : Formula.Not(world.Has(name, member));

    private Formula.All Fact(string key, RegoValue value)
    {
        var fact = world.Words.Entry("facts", key);
        var stated = world.Has("stated", key);

        // A count, a list of roles or a text is seen through a facet; a value that counts as others is a set. Neither is said here.
        return RowColumns.Has(fact, "counts_as") || RowColumns.Text(fact, "type") is not ("yes_no" or "choice" or "consent")
            || Labels.WordOf(value).StartsWith("not_required(", StringComparison.Ordinal)
            ? new Formula.All([stated])
            : new Formula.All([stated, world.Meets(key, [Labels.WordOf(value)])]);
    }

    // What partial evaluation says a facet may hold: every other word is out.
    private IEnumerable<FixedThing> Derived(IReadOnlyDictionary<string, IReadOnlySet<string>> bounds)
    {
        foreach (var (name, possible) in bounds.OrderBy(static bound => bound.Key, StringComparer.Ordinal))
        {
            string[] other = [.. Mentioned(name).Concat(RowColumns.Words(world.Words.Entry("conditions", name), "values"))
                .Distinct(StringComparer.Ordinal).Where(word => !possible.Contains(word))];
            if (other.Length > 0)
            {
                yield return new FixedThing(
                    new FixedWord(name, [.. possible.Order(StringComparer.Ordinal)]), Formula.Not(world.Meets(name, other)),
                        IsDerived: true);
            }
        }
    }
}
