using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>Quick ways to an answer must give what the slow way gives: the whole document, then a look into it.</summary>
public sealed class LookupTests
{
    private const string Rules = """
        single[k] := v if some k, v in input.first
        single[k] := v if { some k, v in input.second; not input.first[k] }
        nested[k][v] := true if some k, v in input.first
        nested[k].fixed := 1 if some k, _ in input.second
        nested.a.always := 2
        members contains k if some k, _ in input.first
        members contains "a"
        groups[v] contains k if some k, v in input.first
        """;

    private static readonly RegoPolicy Policy = Evaluating.Policy(Rules);
    private static readonly string[] Keys = ["a", "b", "c", "d"];

    [Fact]
    public void A_keyed_lookup_gives_what_stands_in_the_whole_document()
    {
        var inputs = from first in Entries() from second in Entries() select $$"""{"first": {{first}}, "second": {{second}} }""";
        string[] documents = ["single", "nested", "members", "groups"];

        Prop.ForAll(inputs.ToArbitrary(), input => documents.All(document => Keys.Append("1").All(key =>
        {
            var index = document == "groups" ? "1" : $"\"{key}\"";
            var whole = Policy.Value($"data.test.{document}", input);
            var slow = whole switch
            {
                RegoObject obj => obj.Get(document == "groups" ? RegoNumber.Of(1) : RegoString.Of(key)),
                RegoSet set => set.Contains(RegoString.Of(key)) ? RegoString.Of(key) : null,
                _ => null,
            };
            return Equals(slow, Policy.Value($"data.test.{document}[{index}]", input));
        }))).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Fact]
    public void A_loop_over_a_document_finds_each_entry_once()
    {
        var inputs = from first in Entries() select $$"""{"first": {{first}}, "second": { } }""";

        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var whole = (RegoObject)Policy.Value("data.test.single", input)!;
            var looped = Policy.Prepare("data.test.single[k] = v")
                .Evaluate(RegoJson.Parse(input), Evaluating.Ample, Evaluating.World, CancellationToken.None)
                .Bindings;
            return looped.Count == whole.Count && looped.All(binding => whole.Get(binding["k"])!.Equals(binding["v"]));
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<string> Entries() =>
        from size in Gen.Choose(0, 4)
        from values in Gen.Choose(0, 3).ArrayOf(size)
        select "{" + string.Join(',', values.Select((value, index) => $"\"{Keys[index]}\": {value}")) + "}";
}
