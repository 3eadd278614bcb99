using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>A loop over base data that asks an index, against the plainest loop there is.</summary>
public sealed class SelectionTests
{
    private const string Rules =
        """
        same contains x.id if { some x in data.items; x.k == input.w }
        turned contains x.id if { some x in data.items; input.w == x.k; x.g > 2 }
        start contains x.id if { some x in data.items; startswith(input.w, x.k) }
        between contains x.id if { some x in data.items; g := x.g; z := input.w; g > 2; y := {"z": z}; startswith(y.z, x.k) }
        bound contains x.id if { some x in data.items; z := input.w; y := x.k; z == y; x.g > 2 }
        each contains [w, x.id] if { some w in input.ws; some x in data.items; x.k == w }
        deep contains x.id if { some x in data.groups[input.group]; x.k == input.w }
        """;

    // A rule cannot be called `equal`: that is the name the operator == stands for, in OPA too. Equal numbers of two spellings, texts
    // that start each other, and kinds that are no text.
    private static readonly string[] Values =
        ["\"\"", "\"a\"", "\"ab\"", "\"abc\"", "\"b\"", "\"ü\"", "1", "1.0", "2", "null", "true", "[1]", "{\"a\": 1}"];

    [Fact]
    public void A_loop_with_an_index_finds_what_a_plain_loop_finds()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var items = RegoJson.Parse(Items(random));
            var policy = Evaluating.Policy(
                Rules, $$$"""{"items": {{{RegoJson.Write(items)}}}, "groups": {"one": {{{RegoJson.Write(items)}}}, "two": []}}""");
            var queries = new[] { "same", "turned", "between", "bound", "start", "each", "deep" }.ToDictionary(
                static rule => rule, rule => policy.Prepare("data.test." + rule));

            // The index is made when an array is looped over for the second time.
            for (var round = 0; round < 4; round++)
            {
                var wanted = RegoJson.Parse(Value(random));
                var others = RegoJson.Parse($"[{Value(random)}, {Value(random)}]");
                var input = RegoJson.Parse(
                    $$"""{"w": {{RegoJson.Write(wanted)}}, "ws": {{RegoJson.Write(others)}}, "group": "one"}""");
                foreach (var (rule, query) in queries)
                {
                    var found = query.Evaluate(input, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value!;

                    RegoJson.Write(found).ShouldBe(RegoJson.Write(Plain(rule, (RegoArray)items, wanted, (RegoArray)others)),
                        $"seed {seed}, round {round}, {rule}: {wanted} in {items}");
                }
            }
        }
    }

    private static string Items(Random random) => "[" + string.Join(", ", Enumerable.Range(0, random.Next(0, 24)).Select(
        id => random.Next(6) == 0
            ? $$"""{"id": {{id}}, "g": {{random.Next(5)}}}"""
            : $$"""{"id": {{id}}, "g": {{random.Next(5)}}, "k": {{Value(random)}}}""")) + "]";

    private static string Value(Random random) => Values[random.Next(Values.Length)];

    private static RegoSet Plain(string rule, RegoArray items, RegoValue wanted, RegoArray others)
    {
        var found = new RegoSet.Builder();
        foreach (var item in items.Items.ToArray().Cast<RegoObject>())
        {
            var (id, field) = (item.Get(RegoString.Of("id"))!, item.Get(RegoString.Of("k")));
            switch (rule)
            {
                case "start" when Starts(wanted, field):
                case "between" when Starts(wanted, field) && IsGreat(item):
                case "same" or "deep" when wanted.Equals(field):
                case "turned" or "bound" when wanted.Equals(field) && IsGreat(item):
                    found.Add(id);
                    break;
                case "each":
                    foreach (var other in others.Items.ToArray().Where(other => other.Equals(field)))
                    {
                        found.Add(RegoArray.Of(other, id));
                    }

                    break;
                default:
                    break;
            }
        }

        return found.Build();
    }

    private static bool IsGreat(RegoObject item) => item.Get(RegoString.Of("g"))!.CompareTo(RegoNumber.Of(2)) > 0;

    private static bool Starts(RegoValue wanted, RegoValue? field) =>
        wanted is RegoString text && field is RegoString beginning && text.Value.StartsWith(beginning.Value, StringComparison.Ordinal);
}
