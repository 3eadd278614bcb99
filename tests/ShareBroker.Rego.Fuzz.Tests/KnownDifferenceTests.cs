using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;
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
    [InlineData("plus", "9223372036854775808, 1", "9223372036854775809", "9223372036854775808", "Integers beyond 64 bits are exact")]
    [InlineData("product", "[0, -2]", "0", "-0", "There is no negative zero in results")]
    [InlineData("hex.decode", "\"ff61\"", "\"\ufffda\"", "\"\ufffda\"", "Strings are text")]
    [InlineData("rem", "7, 18446744073709551616", "7", "0", "Remainders, bits and digits of integers beyond 64 bits are exact")]
    [InlineData("bits.or", "-64, -123456789012345678901234567890", "-18", "-64",
        "Remainders, bits and digits of integers beyond 64 bits are exact")]
    [InlineData("format_int", "-123456789012345678901234567890, 16", "\"-18ee90ff6c373e0ee4e3f0ad2\"", "\"-18ee90ff6c373e0ee00000000\"",
        "Remainders, bits and digits of integers beyond 64 bits are exact")]
    [InlineData("floor", "-0.2", "-1", "0", "Roundings of negative fractions")]
    [InlineData("to_number", "\"+1\"", "1", null, "A number is read into a number")]
    [InlineData("graph.reachable_paths", "{}, []", "[[1]]", "[[1, 1]]", "A path does not come back to where it was")]
    public async Task A_call_that_differs_in_a_known_way_has_its_reason(
        string name, string arguments, string ours, string? theirs, string reason) =>
        (await Judge.ReasonAsync(Call(name, arguments, ours, theirs)))!.Name.ShouldBe(reason);

    [Theory]
    [InlineData("plus", "1, 1", "2", "3")]
    [InlineData("graph.reachable_paths", "{}, []", "[[1]]", "[[1, 2]]")]
    [InlineData("plus", "9223372036854775808, 1", "9223372036854775810", "9223372036854775808")]
    [InlineData("plus", "9223372036854775808, 1", "9223372036854775809", "9223372036854775108")]
    [InlineData("product", "[0, -2]", "0", "1")]
    [InlineData("hex.decode", "\"6162\"", "\"ab\"", "\"ba\"")]
    [InlineData("rem", "7, 18446744073709551616", "8", "0")]
    [InlineData("format_int", "-123456789012345678901234567890, 16", "\"-18ee90ff6c373e0ee4e3f0ad3\"", "\"-18ee90ff6c373e0ee00000000\"")]
    [InlineData("rego.parse_module", "\"m\", \"package a\\nx := 0.1\"", "{}", null)]
    [InlineData("rem", "7, 5", "2", "0")]
    [InlineData("floor", "-0.2", "0", "-1")]
    [InlineData("floor", "-0.2", "-1", "-3")]
    [InlineData("round", "0.2", "0", "1")]
    [InlineData("count", "[1]", "1", "{\"1\": 1}")]
    public async Task A_call_that_differs_in_another_way_has_none(string name, string arguments, string ours, string? theirs)
    {
        (await Judge.ReasonAsync(Call(name, arguments, ours, theirs))).ShouldBeNull();
        (await Judge.ReasonAsync(Call(name, arguments, ours, theirs) with { Ours = new Outcome(OutcomeKind.Broken, "x") })).ShouldBeNull();
    }

    // The reference engine of these tests is this one with other remainders.
    [Fact]
    public async Task A_program_is_explained_by_its_calls_when_nothing_else_differs()
    {
        var reason = await ReasonAsync("p := [18446744073709551617 % 10, {x | some x in [1, 2]; x + 1 > 2}]", static text => Worse(text));

        reason!.Name.ShouldBe("Remainders, bits and digits of integers beyond 64 bits are exact");
    }

    [Fact]
    public async Task A_program_is_not_explained_by_its_calls_when_something_else_differs_too() =>
        (await ReasonAsync(
            "p := [18446744073709551617 % 10, 2 > 1]", static text => Worse(text).Replace("2 > 1", "2 < 1", StringComparison.Ordinal)))
        .ShouldBeNull();

    [Fact]
    public async Task A_program_is_not_explained_when_one_of_its_calls_is_not() =>
        (await ReasonAsync(
            "p := [18446744073709551617 % 10, upper(\"a\")]", static text => Worse(text)
                .Replace("upper(", "lower(", StringComparison.Ordinal)))
        .ShouldBeNull();

    [Fact]
    public async Task Arguments_that_only_the_evaluation_knows_are_part_of_the_study()
    {
        var reason = await ReasonAsync(
            "f(x) := x % 10\n\np := [y | some z in [18446744073709551617]; y := f(z)]", static text => Worse(text));

        reason!.Name.ShouldBe("Remainders, bits and digits of integers beyond 64 bits are exact");
    }

    [Fact]
    public async Task A_conflict_that_only_the_other_engine_finds_counts_unless_both_find_it_when_asked_for_everything()
    {
        var conflict = new Outcome(OutcomeKind.EvaluationError, "eval_conflict_error");

        (await Judge.ReasonAsync(new Difference(Plain, 0, Answer("[]"), conflict, Always(Answer("[{}]"))))).ShouldBeNull();
        (await Judge.ReasonAsync(new Difference(Plain, 0, Answer("[]"), conflict, Always(conflict)))).ShouldNotBeNull();
    }

    // The other engine meets a conflict in the body, or in the else, as long as one text holds both.
    [Theory]
    [InlineData("some y in [1]", true)]
    [InlineData("4", false)]
    public async Task A_conflict_counts_unless_it_is_an_else_alone_that_leads_to_it(string place, bool isKnown)
    {
        const string Conflicting = "{\"k\": z | some z in [2, 3]}";
        var reason = await ReasonAsync("p := 1 if { some y in [1] } else := 4", text =>
            text.Contains(isKnown ? "else" : "4", StringComparison.Ordinal)
                ? text.Replace(place, isKnown ? $"some y in [{Conflicting}]" : "4\n\np := " + Conflicting, StringComparison.Ordinal)
                : text);

        reason?.Name.ShouldBe("A body that holds is not asked again because of an else");
        (reason is not null).ShouldBe(isKnown);
    }

    [Theory]
    [InlineData("[{\"x\":true}]", true)]
    [InlineData("[{\"x\":false}]", false)]
    public async Task A_query_that_only_the_other_engine_does_not_read_counts_unless_both_read_it_as_a_body(string asBody, bool isKnown)
    {
        var unread = new Outcome(OutcomeKind.QueryError, "rego_parse_error");

        var reason = await Judge.ReasonAsync(new Difference(Plain, 0, Answer("[{}]"), unread, asked =>
            Task.FromResult<(IReadOnlyList<Outcome>, IReadOnlyList<Outcome>)>(
                asked.Queries[0].ToString().Contains("data.asked.holds", StringComparison.Ordinal)
                    ? ([Answer("[{\"x\":true}]")], [Answer(asBody)])
                    : ([Answer("[{}]")], [unread]))));

        (reason is not null).ShouldBe(isKnown);
    }

    [Fact]
    public async Task A_program_that_brings_this_engine_down_is_never_explained() =>
        (await Judge.ReasonAsync(new Difference(
            Plain, 0, new Outcome(OutcomeKind.Broken, "NullReferenceException"), Answer("[]"), Always(Answer("[]"))))).ShouldBeNull();

    private static string Worse(string text) =>
        text.Replace(" % ", " - ", StringComparison.Ordinal).Replace("rem(", "minus(", StringComparison.Ordinal);

    private static async Task<KnownDifference?> ReasonAsync(string rules, Func<string, string> other)
    {
        var program = Program(rules);
        var (ours, theirs) = Both(program);
        ours[0].Agrees(theirs[0]).ShouldBeFalse();
        return await Judge.ReasonAsync(new Difference(program, 0, ours[0], theirs[0], asked => Task.FromResult(Both(asked))));

        (IReadOnlyList<Outcome> Ours, IReadOnlyList<Outcome> Theirs) Both(FuzzProgram asked) =>
            (OwnEngine.Ask(asked), OwnEngine.Ask(asked with
        {
            Modules = [.. asked.Modules.Select(module => Node.Text(other(module.ToString())))],
            Queries = [.. asked.Queries.Select(query => Node.Text(other(query.ToString())))],
        }));
    }

    private static Func<FuzzProgram, Task<(IReadOnlyList<Outcome> Ours, IReadOnlyList<Outcome> Theirs)>> Always(Outcome outcome) =>
        program =>
    {
        IReadOnlyList<Outcome> all = [.. program.Queries.Select(_ => outcome)];
        return Task.FromResult((all, all));
    };

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    public void A_member_of_a_set_is_found_by_itself_as_its_key_and_by_no_other(int key, int value, bool isKnown)
    {
        var call = Call("internal.member_3", string.Empty, "true", "false") with
        {
            Arguments = [RegoNumber.Of(key), RegoNumber.Of(value), RegoSet.Of([RegoNumber.Of(1), RegoNumber.Of(2)])],
        };

        CallReasons.IsMemberByItself(call).ShouldBe(isKnown);
    }

    [Theory]
    [InlineData("x := .1", "package a\nx := 0.1", "A number is read into a number")]
    [InlineData("x if in.y", "package a\nx if named_in.y", "A keyword may begin a reference")]
    public async Task A_module_that_one_engine_reads_is_explained_when_both_read_what_the_change_makes(
        string rule, string changed, string reason)
    {
        var asked = new List<string>();
        var call = Call("rego.parse_module", $"\"m\", \"package a\\n{rule}\"", "{}", theirs: null);

        var known = await Judge.ReasonAsync(call with { Again = arguments => Answered(arguments, "[{}]") });
        var unknown = await Judge.ReasonAsync(call with { Again = arguments => Answered(arguments, "[]") });

        known!.Name.ShouldBe(reason);
        unknown.ShouldBeNull();
        asked.ShouldContain(changed);

        Task<(Outcome, Outcome)> Answered(IReadOnlyList<RegoValue> arguments, string theirs)
        {
            asked.Add(((RegoString)arguments[1]).Value);
            return Task.FromResult((Answer("[{}]"), Answer(theirs)));
        }
    }

    private static CallDifference Call(string name, string arguments, string ours, string? theirs)
    {
        var given = ((RegoArray)RegoJson.Parse($"[{arguments}]")).Items.ToArray();
        return new CallDifference(
            name, given, Answer(ours, theirs: false), theirs is null ? new Outcome(OutcomeKind.Broken, "json")
                : Answer(theirs, theirs: true),
            false, _ => Task.FromResult((Answer("[]"), Answer("[{}]"))));
    }

    // The reference engine shows octets as such.
    private static Outcome Answer(string value, bool theirs)
    {
        var text = value.Replace("\"", "\\\"", StringComparison.Ordinal);
        text = theirs ? text.Replace("\ufffd", "\\\\xff", StringComparison.Ordinal) : text;
        return Answer($"[{{\"t\":\"[{text}]\",\"x\":{value}}}]");
    }

    private static Outcome Answer(string text) => new(OutcomeKind.Answer, text);

    private static FuzzProgram Program(string rules) =>
        new([Node.Text("package a\n" + rules)], Node.Json($"{"{}"}"), null, [Node.Text("x = data.a.p")], false);
}
