using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Tests.Syntax;

/// <summary>A text may be wrong in any way; the reader answers with faults, in bounded time and stack.</summary>
public sealed class HostileTextTests
{
    private const string Sample = """
        # METADATA
        # title: sample
        package a.b["c"]
        import rego.v1
        import data.x.y as z
        default p := {"a": [1, -2.5e3, null, true, `raw`], "b": set()}
        p.q[x].r contains v if {
            some x, v in input.m; not v == 1
            every k, w in v { w > k } with input.z as [1]
            count([y | y := x[_]; y in {1, 2}]) == 3 - 1 * 2 # end
        } { true }
        f(a, [b, {"c": c}]) := d if { d := a + b % c } else := $"s {a} {[1][0]} \u0041" if false else := 2
        """;

    [Fact]
    public void The_sample_itself_is_sound() => Parser.ParseModule("m.rego", Sample).Errors.ShouldBeEmpty();

    [Fact]
    public void Cut_at_every_length_a_text_gives_a_tree_or_faults()
    {
        for (var length = 0; length <= Sample.Length; length++)
        {
            Judge(Sample[..length]);
            Judge(Sample[length..]);
        }
    }

    [Fact]
    public void With_any_character_replaced_a_text_gives_a_tree_or_faults()
    {
        foreach (var stranger in "{}[]()\",.:=|`$#_\n\u0000\ud83d")
        {
            for (var at = 0; at < Sample.Length; at += 3)
            {
                Judge(string.Concat(Sample.AsSpan(0, at), [stranger], Sample.AsSpan(at + 1)));
            }
        }
    }

    [Fact]
    public void Random_tokens_give_a_tree_or_faults()
    {
        string[] words =
        [
            "p", "x", "input", "data", "1", "\"s\"", "{", "}", "[", "]", "(", ")", ",", ".", ":", ";", ":=", "=", "==", "|", "&", "+",
                "-", "in",
            "some", "every", "not", "with", "as", "if", "else", "contains", "default", "import", "package", "\n", "$\"", "{", "\"", "#",
                "set()",
        ];
        var texts = Gen.ListOf(Gen.Elements(words)).Select(static list => "package a\n" + string.Join(' ', list));

        Prop.ForAll(texts.ToArbitrary(), text => Judge(text)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("(")]
    [InlineData("{1:")]
    [InlineData("[x|")]
    [InlineData("f(")]
    [InlineData("a[")]
    [InlineData("not ")]
    [InlineData("1+")]
    [InlineData("x.y")]
    [InlineData("x in ")]
    [InlineData("$\"{")]
    [InlineData("every x in xs {")]
    [InlineData("a(b)(")]
    [InlineData("- ")]
    public void Deep_nesting_is_a_fault_and_no_overflow(string opening)
    {
        var text = new StringBuilder("package a\np if {\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(opening);
        }

        Judge(text.ToString());
    }

    [Fact]
    public void Long_chains_of_operators_are_a_fault_and_no_overflow()
    {
        var text = "package a\np := " + string.Join(" + ", Enumerable.Repeat("1", 50_000));

        Parser.ParseModule("m.rego", text).Errors.ShouldHaveSingleItem().Message.ShouldBe("max parsing recursion depth exceeded");
    }

    [Fact]
    public void Long_chains_of_calls_and_elses_are_a_fault_and_no_overflow()
    {
        Judge("package a\np := f" + string.Concat(Enumerable.Repeat("(1).x", 20_000)));
        Judge("package a\np := 1 if a " + string.Concat(Enumerable.Repeat(" else := 2 if b", 20_000)));
    }

    [Fact]
    public void What_may_be_a_comprehension_is_not_read_again_and_again()
    {
        // Without remembering, each level would be read twice: 2^60 steps.
        var nested = string.Concat(Enumerable.Repeat("{1+1, [", 60)) + "1" + string.Concat(Enumerable.Repeat("]}", 60));

        Parser.ParseQuery("q", "x = " + nested).Errors.ShouldBeEmpty();
    }

    private static bool Judge(string text)
    {
        foreach (var version in new[] { RegoVersion.V1, RegoVersion.V0 })
        {
            var module = Parser.ParseModule("m.rego", text, version);
            (module.Result is null).ShouldBe(module.Errors.Count > 0);
        }

        var query = Parser.ParseQuery("q", text);
        (query.Result is null).ShouldBe(query.Errors.Count > 0);
        return true;
    }
}
