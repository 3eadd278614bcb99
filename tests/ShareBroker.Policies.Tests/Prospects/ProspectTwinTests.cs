using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Prospects;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Prospects;

/// <summary>The answer "never" is judged by requests that nobody derived from it: those of the scenarios, and many made at
/// random.</summary>
public sealed class ProspectTwinTests
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly EmbeddedDecisionPoint Point =
        new(Packs, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    private static readonly DiffWords Words = new(Packs);

    [Fact]
    public void What_a_scenario_permits_is_never_said_to_be_impossible_whatever_of_it_is_fixed()
    {
        var random = new Random(20261122);
        var permits = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "scenarios"))
            .Where(static scenario => Decide(scenario.Input).Effect == Effect.Permit).ToArray();
        random.Shuffle(permits);
        var confirmed = 0;
        foreach (var scenario in permits.Take(16))
        {
            var question = Part(scenario.Input, random);

            var report = Ask(question);

            report.Verdict.ShouldNotBe(ProspectVerdict.Never, $"{scenario.Id}: {Told(question)}");
            confirmed += report.Verdict == ProspectVerdict.Possible ? 1 : 0;
        }

        confirmed.ShouldBeGreaterThan(13, "nearly all of them are found again");
    }

    [Fact]
    public void Where_the_answer_is_never_no_request_with_what_is_fixed_is_permitted()
    {
        var random = new Random(20261123);
        var (never, tried, permitted) = (0, 0, 0);
        for (var round = 0; round < 14; round++)
        {
            var question = AtRandom(random);
            var isNever = Ask(question).Verdict == ProspectVerdict.Never;
            never += isNever ? 1 : 0;
            foreach (var witness in Requests(question, random).Take(isNever ? 200 : 20))
            {
                tried++;
                var isPermit = Point.Decide(witness.Input(Words), witness.Paths, CancellationToken.None).Decision.Effect == Effect.Permit;
                permitted += isPermit ? 1 : 0;
                (isNever && isPermit).ShouldBeFalse($"{Told(question)}\n{RegoJson.Write(witness.Input(Words))}");
            }
        }

        never.ShouldBeInRange(2, 13, "both answers must come up");
        tried.ShouldBeGreaterThan(700);
        permitted.ShouldBeGreaterThan(0, "requests that some question permits must be among those tried");
    }

    [Fact]
    public void Every_way_found_is_permitted_with_what_is_fixed_and_refused_without_what_it_needs()
    {
        var random = new Random(20261124);
        var (ways, needs) = (0, 0);
        for (var round = 0; round < 6; round++)
        {
            var question = AtRandom(random);
            foreach (var way in Ask(question).Regimes.SelectMany(static regime => regime.Alternatives))
            {
                var input = (RegoObject)RegoJson.Parse(way.Example);
                var decision = Decide(input);
                decision.Effect.ShouldBe(Effect.Permit);
                decision.ToCanonicalJson().ShouldBe(way.Decision.ToCanonicalJson());
                decision.Rules.ShouldContain(way.Rule);
                Keeps(input, question);
                ways++;
                foreach (var need in way.Needs.Where(need => Labels.Member(input.Get(RegoString.Of("facts")), need.Name) is not null))
                {
                    var without = Decide(Without(input, need.Name));
                    Trial.IsAsGood(without, decision, way.Rule).ShouldBeFalse($"{way.Rule} does without {need.Name}");
                    needs++;
                }
            }
        }

        ways.ShouldBeGreaterThan(3);
        needs.ShouldBeGreaterThan(6);
    }

    private static ProspectReport Ask(ProspectQuestion question) =>
        ProspectSearch.Run(Packs, question, DecisionBudget.Environment(TimeProvider.System), CancellationToken.None);

    private static Decision Decide(RegoObject input) =>
        Point.Decide(input, Scenario.RequestedPathsOf(input), CancellationToken.None).Decision;

    // Some of what a request says, as what is fixed.
    private static ProspectQuestion Part(RegoObject input, Random random)
    {
        string? Some(params ReadOnlySpan<string> path) => random.Next(2) == 0 ? null : Text(input, path);
        var request = Labels.Member(input, "request");
        var facts = (RegoObject)input.Get(RegoString.Of("facts"))!;
        return new ProspectQuestion
        {
            Regimes = [Text(input, "request", "regime")!],
            Forum = Some("request", "forum"),
            Purpose = Some("request", "purpose"),
            RequesterType = Some("requester", "type"),
            RequesterRole = Some("requester", "actor", "role"),
            HolderType = Some("holder", "type"),
            HolderRole = Some("holder", "actor", "role"),
            RecipientType = Some("recipient", "type"),
            AnyRecipient = true,
            Fields = random.Next(2) == 0 ? [] : Scenario.RequestedPathsOf(input),
            Bases = random.Next(2) == 0 ? null : [.. Labels.Texts(Labels.Member(request, "legal_basis"))],
            Facts = facts.Keys.ToArray().OfType<RegoString>().Where(_ => random.Next(3) == 0)
                .ToDictionary(static key => key.Value, key => facts.Get(key)!, StringComparer.Ordinal),
        };
    }

    private static string? Text(RegoValue input, params ReadOnlySpan<string> path)
    {
        RegoValue? value = input;
        foreach (var step in path)
        {
            value = Labels.Member(value, step);
        }

        return (value as RegoString)?.Value;
    }

    private static ProspectQuestion AtRandom(Random random)
    {
        T? Some<T>(IEnumerable<T> all) where T : class
        {
            var list = all.ToArray();
            return random.Next(5) < 2 || list.Length == 0 ? null : list[random.Next(list.Length)];
        }

        var regime = Packs.Regimes[random.Next(Packs.Regimes.Count)];
        var country = Words.CountryOf(regime);
        string[] codes = [.. Words.Codes("basis", country, regime), .. Words.Codes("consent", country, regime)];
        var facts = Packs.Vocabulary.Facts.Values.Where(static fact => fact.Type is "yes_no" or "choice").ToArray();
        var known = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        for (var at = random.Next(4); at > 0; at--)
        {
            var fact = facts[random.Next(facts.Length)];
            known[fact.Key] = fact.Type == "yes_no" ? RegoBoolean.Of(random.Next(2) == 0)
                : RegoString.Of(fact.Values[random.Next(fact.Values.Count)]);
        }

        return new ProspectQuestion
        {
            Regimes = [regime],
            Forum = Some(Words.ForumsOf(regime)),
            Purpose = Some(Words.Purposes),
            RequesterType = Some(Words.AgencyTypes),
            RequesterRole = random.Next(3) == 0 ? Some(DiffWords.Keys(Words.Roles)) : null,
            HolderType = Some(Words.AgencyTypes),
            Fields = Some(Words.Paths) is { } path ? [path] : [],
            Bases = random.Next(3) == 0 && Some(codes) is { } code ? [code] : null,
            Facts = known,
        };
    }

    // Requests with what is fixed: the situations of every row's conditions, with other parties, forums and purposes.
    private static IEnumerable<Witness> Requests(ProspectQuestion question, Random random)
    {
        var regime = question.Regimes[0];
        var rows = Words.RowsOf(regime);
        var situations = new Situations(Words);
        var maker = new WitnessMaker(Words, new ShareBroker.Policies.Tables.Catalogue(Packs.Data), question, regime);
        var permits = rows.Where(static row => row.Effect == "permit").ToArray();
        string[] types = [.. Words.AgencyTypes];
        string[] paths = [.. Words.Paths];
        var forums = Words.ForumsOf(regime);
        string[] purposes = [.. Words.Purposes];
        while (true)
        {
            var permit = permits[random.Next(permits.Length)];
            var around = situations.Around(situations.Plain(permit, rows), rows);
            foreach (var situation in around.OrderBy(_ => random.Next()).Take(12))
            {
                var wanted = permit.Columns.TryGetValue("purposes", out var listed) && random.Next(4) > 0
                    ? purposes.Where(purpose => Words.PurposeWithin(purpose).Any(word => listed.Contains(RegoString.Of(word)))).ToArray()
                    : purposes;
                var asked = new Question(
                    regime, question.Forum ?? forums[random.Next(forums.Count)],
                    question.Purpose ?? wanted[random.Next(wanted.Length)],
                    new TypeClass([question.RequesterType ?? types[random.Next(types.Length)]]), null,
                    new TypeClass([question.HolderType ?? types[random.Next(types.Length)]]));
                yield return new Witness(
                    asked, maker.Fixed(situation), question.Fields.Count > 0 ? question.Fields : [paths[random.Next(paths.Length)]]);
            }
        }
    }

    private static void Keeps(RegoObject input, ProspectQuestion question)
    {
        (question.Forum ?? Text(input, "request", "forum")).ShouldBe(Text(input, "request", "forum"));
        (question.Purpose ?? Text(input, "request", "purpose")).ShouldBe(Text(input, "request", "purpose"));
        (question.RequesterType ?? Text(input, "requester", "type")).ShouldBe(Text(input, "requester", "type"));
        (question.HolderType ?? Text(input, "holder", "type")).ShouldBe(Text(input, "holder", "type"));
        (question.RequesterRole ?? Text(input, "requester", "actor", "role")).ShouldBe(Text(input, "requester", "actor", "role"));
        Text(input, "recipient", "agency").ShouldBe(Text(input, "requester", "agency"));
        foreach (var (key, value) in question.Facts)
        {
            Labels.Member(input.Get(RegoString.Of("facts")), key).ShouldBe(value);
        }

        if (question.Bases is { } bases)
        {
            Labels.Texts(Labels.Member(Labels.Member(input, "request"), "legal_basis")).ShouldBe(bases, ignoreOrder: true);
        }

        if (question.Fields.Count > 0)
        {
            Scenario.RequestedPathsOf(input).ShouldBe(question.Fields, ignoreOrder: true);
        }
    }

    private static RegoObject Without(RegoObject input, string fact)
    {
        var builder = new RegoObject.Builder();
        foreach (var key in input.Keys)
        {
            var value = input.Get(key)!;
            if (key.Equals(RegoString.Of("facts")))
            {
                var facts = new RegoObject.Builder();
                foreach (var name in ((RegoObject)value).Keys.ToArray().Where(name => !name.Equals(RegoString.Of(fact))))
                {
                    facts.Set(name, ((RegoObject)value).Get(name)!);
                }

                value = facts.Build();
            }

            builder.Set(key, value);
        }

        return builder.Build();
    }

    private static string Told(ProspectQuestion question) => string.Join(
        ", ",
        new[]
        {
            question.Regimes[0], question.Forum, question.Purpose, question.RequesterType, question.RequesterRole, question.HolderType,
            question.HolderRole, question.RecipientType, string.Join('+', question.Fields), string.Join('+', question.Bases ?? []),
            string.Join('+', question.Facts.Select(static fact => $"{fact.Key}={fact.Value}")),
        }.Select(static word => word ?? "any"));
}
