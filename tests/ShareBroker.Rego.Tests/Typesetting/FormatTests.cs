using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Typesetting;

/// <summary>What formatting gives: the texts OPA 1.4.2 wrote for the same policies, and where those would mean something else.</summary>
public sealed class FormatTests
{
    private static string Folder => Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "fmt");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateFiles(Folder, "*.given").Select(static file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_is_laid_out_as_OPA_lays_it_out(string name)
    {
        var given = File.ReadAllText(Path.Combine(Folder, name + ".given"));

        Format(given).ShouldBe(File.ReadAllText(Path.Combine(Folder, name + ".wanted")));
    }

    [Theory]
    [InlineData("p if input.a == (input.b == input.c)", "p if input.a == (input.b == input.c)")]
    [InlineData("p if true != (input.x in input.xs)", "p if true != (input.x in input.xs)")]
    [InlineData("p if { (input.a + input.b) * 2 }", "p if (input.a + input.b) * 2")]
    [InlineData("p := {\"a\": \"b\" | input.x}", "p := {\"a\": \"b\" | input.x}")]
    [InlineData("p := 1 if input.x\nelse := \"a\" if input.y == \"b\"", "p := 1 if input.x\n\nelse := \"a\" if input.y == \"b\"")]
    [InlineData("p if { {input.x} }", "p if {\n\t{input.x}\n}")]
    public void What_would_change_its_meaning_is_kept_as_it_was(string rule, string expected) =>
        Format("package p\n\n" + rule).ShouldBe("package p\n\n" + expected + "\n");

    [Fact]
    public void No_comment_is_lost_where_two_want_the_end_of_one_line()
    {
        const string Given = "package p\n\np if f(1, # a\n\t2, # b\n\tg( # c\n\t\t3)) == 1 # d\n\n# e\nq := 1\n";

        var formatted = Format(Given);

        formatted.ShouldContain("# a");
        formatted.ShouldContain("# b");
        formatted.ShouldContain("# c");
        formatted.ShouldContain("# d");
        formatted.ShouldEndWith("# e\nq := 1\n");
    }

    [Fact]
    public void A_rule_on_the_line_of_the_brace_before_it_begins_a_line_of_its_own() =>
        Format("package p\n\np if {\ninput.x} q if input.y").ShouldBe("package p\n\np if {\n\tinput.x\n}\n\nq if input.y\n");

    [Fact]
    public void Without_the_check_the_text_is_OPAs_even_where_it_means_something_else() =>
        RegoFormatter.Format(new RegoSource("p.rego", "package p\n\np if { (1 + 2) * 3 }"), new RegoFormatOptions { ChecksResult = false })
            .ShouldBe("package p\n\np if 1 + 2 * 3\n");

    [Theory]
    [InlineData("package p\n\nq[x] { x := input.a[_] }", "package p\n\nq[x] {\n\tx := input.a[_]\n}\n")]
    [InlineData("package p\n\nimport future.keywords\n\nq if { input.a }", "package p\n\nimport future.keywords\n\nq if input.a\n")]
    public void The_old_grammar_stays_the_old_grammar(string given, string expected) =>
        RegoFormatter.Format(new RegoSource("p.rego", given), new RegoFormatOptions { ModulesAreV0 = true }).ShouldBe(expected);

    [Theory]
    [InlineData("package p\n\nimport future.keywords.in\n\nq[x] { x := input.a[_] }",
        "package p\n\nimport rego.v1\n\nq contains x if x := input.a[_]\n")]
    [InlineData("package p\n\nq = 1 { input.a } else = 2", "package p\n\nimport rego.v1\n\nq := 1 if input.a\n\nelse := 2\n")]
    public void The_old_grammar_is_brought_to_both(string given, string expected) => RegoFormatter
        .Format(new RegoSource("p.rego", given), new RegoFormatOptions { ModulesAreV0 = true, ForBothVersions = true })
        .ShouldBe(expected);

    [Fact]
    public void Imports_that_v1_does_not_need_can_be_left_out() => RegoFormatter
        .Format(
            new RegoSource("p.rego", "package p\n\nimport data.a\nimport future.keywords.in\nimport rego.v1\n\nq := 1\n"),
            new RegoFormatOptions { DropsOldImports = true })
        .ShouldBe("package p\n\nimport data.a\n\nq := 1\n");

    [Theory]
    [InlineData("p := $\"a {input.x+1} b\\n\"", "p := $\"a {input.x + 1} b\\n\"")]
    [InlineData("p := $`a\n{input.x+1}`", "p := $`a\n{input.x+1}`")]
    [InlineData("p if input.in.not", "p if input.in.not")]
    public void What_OPA_does_not_know_yet_keeps_its_meaning(string rule, string expected) =>
        Format("package p\n\n" + rule).ShouldBe("package p\n\n" + expected + "\n");

    [Theory]
    [InlineData("", "rego_parse_error")]
    [InlineData("package p\n\nq {", "rego_parse_error")]
    [InlineData("package p\n\nimport data.a\nimport input.a\n", "rego_compile_error")]
    [InlineData("package p\n\ninput := 1\n", "rego_compile_error")]
    [InlineData("package p\n\nq := any([true])\n", "rego_type_error")]
    [InlineData("package p\n\nq := plus(1)\n", "rego_type_error")]
    public void What_cannot_be_formatted_is_an_error_with_a_code(string text, string code) =>
        Should.Throw<RegoCompileException>(() => Format(text)).Code.ShouldBe(code);

    [Fact]
    public void A_text_cut_anywhere_is_formatted_or_refused()
    {
        foreach (var name in new[] { "comments", "rules", "bodies", "operators", "values" })
        {
            var text = File.ReadAllText(Path.Combine(Folder, name + ".given"));
            for (var length = 0; length < text.Length; length++)
            {
                try
                {
                    Format(text[..length]).ShouldEndWith("\n");
                }
                catch (RegoCompileException fault)
                {
                    fault.Code.ShouldStartWith("rego_");
                }
            }
        }
    }

    [Fact]
    public void Line_breaks_of_any_kind_are_written_as_one_kind() =>
        Format("\uFEFFpackage p\r\n\r\n# c \r\nx := 1 # d\r\n\r\n\r\ny := 2\r\n").ShouldBe("package p\n\n# c\nx := 1 # d\n\ny := 2\n");

    [Fact]
    public void Deep_and_long_texts_are_formatted_within_the_stack()
    {
        var deep = "package p\n\np := " + new string('[', 200) + new string(']', 200) + "\n";
        var long_ = "package p\n\np := [\n" + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"\t{i},\n")) + "]\n";

        Format(deep).ShouldBe(deep);
        Format(long_).ShouldBe(long_);
    }

    private static string Format(string text) => RegoFormatter.Format(new RegoSource("p.rego", text));
}
