using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Tests;

public sealed class KnownDifferenceTests
{
    private static readonly FuzzProgram Plain = Program("p := 1 + 2");

    // APPROVE_DIFFERENCES=1 writes the document anew.
    [Fact]
    public void The_document_lists_what_the_fuzzer_accepts()
    {
        var file = Path.Combine(TestPlaces.Root, "docs", "rego-differences.md");
        if (Environment.GetEnvironmentVariable("APPROVE_DIFFERENCES") == "1")
        {
            File.WriteAllText(file, KnownDifferences.ToMarkdown());
        }

        File.ReadAllText(file).ShouldBe(KnownDifferences.ToMarkdown());
        KnownDifferences.All.Select(static known => known.Name).ShouldBeUnique();
    }

    [Theory]
    [InlineData("[{\"x\":9223372036854775809}]", "[{\"x\":9223372036854775808}]", "Integers beyond 64 bits are exact")]
    [InlineData("[{\"x\":0}]", "[{\"x\":-0}]", "There is no negative zero in results")]
    [InlineData("[{\"t\":\"\ufffd\"}]", "[{\"t\":\"\\\\xff\"}]", "Strings are text")]
    public async Task A_difference_of_a_kind_has_its_name(string ours, string theirs, string name) =>
        (await ReasonAsync(Plain, Answer(ours), Answer(theirs)))!.Name.ShouldBe(name);

    [Theory]
    [InlineData("[{\"x\":1}]", "[{\"x\":2}]")]
    [InlineData("[{\"x\":9223372036854775809}]", "[{\"x\":9223372036854775108}]")]
    [InlineData("[{\"x\":0}]", "[{\"x\":1}]")]
    [InlineData("[]", "[{\"x\":1}]")]
    [InlineData("[{\"x\":[1]}]", "[{\"x\":{\"1\":1}}]")]
    [InlineData("[{\"x\":0.1}]", "[{\"x\":0.10000000000000001}]")]
    [InlineData("[{\"t\":\"\ufffda\"}]", "[{\"t\":\"\\\\xffb\"}]")]
    public async Task Any_other_difference_of_a_plain_program_has_none(string ours, string theirs)
    {
        (await ReasonAsync(Plain, Answer(ours), Answer(theirs))).ShouldBeNull();
        (await ReasonAsync(Plain, Answer(ours), new Outcome(OutcomeKind.EvaluationError, "eval_builtin_error"))).ShouldBeNull();
        (await ReasonAsync(Plain, Answer(ours), new Outcome(OutcomeKind.ModuleError, "rego_type_error"))).ShouldBeNull();
        (await ReasonAsync(Plain, new Outcome(OutcomeKind.Broken, "NullReferenceException"), Answer(theirs))).ShouldBeNull();
    }

    [Fact]
    public async Task A_conflict_that_only_the_other_engine_finds_counts_unless_both_find_it_when_asked_for_everything()
    {
        var conflict = new Outcome(OutcomeKind.EvaluationError, "eval_conflict_error");

        (await ReasonAsync(Plain, Answer("[]"), conflict)).ShouldBeNull();
        (await ReasonAsync(Plain, Answer("[]"), conflict, askedAgain: conflict)).ShouldNotBeNull();
    }

    private static async Task<KnownDifference?> ReasonAsync(FuzzProgram program, Outcome ours, Outcome theirs, Outcome? askedAgain = null)
    {
        var again = askedAgain ?? Answer("[{}]");
        var difference = new Difference(program, 0, ours, theirs, _ => Task.FromResult((again, again)), IsSmall: true);
        foreach (var known in KnownDifferences.All)
        {
            if (await known.Explains(difference))
            {
                return known;
            }
        }

        return null;
    }

    private static Outcome Answer(string text) => new(OutcomeKind.Answer, text);

    private static FuzzProgram Program(string rules) =>
        new([Node.Text("package a\n" + rules)], Node.Json($"{"{}"}"), null, [Node.Text("x = data.a.p")], false);
}
