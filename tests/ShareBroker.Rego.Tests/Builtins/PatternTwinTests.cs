using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;
using Pattern = ShareBroker.Rego.Builtins.Patterns.Pattern;

namespace ShareBroker.Rego.Tests.Builtins;

/// <summary>A backtracking engine is the slow twin: where both know the syntax, both find the same first match.</summary>
public sealed class PatternTwinTests
{
    private static readonly Gen<string> Patterns = Of(3);

    private static readonly Gen<string> Texts =
        Gen.Choose(0, 8).SelectMany(static count => Gen.Elements("a", "b", "c", "\n").ArrayOf(count)).Select(string.Concat);

    [Fact]
    public void The_match_found_is_the_one_a_backtracking_engine_prefers()
    {
        var pairs = Patterns.SelectMany(static pattern => Texts.Select(text => (pattern, text)));

        Prop.ForAll(pairs.ToArbitrary(), static pair =>
        {
            var slow = Regex.Match(pair.text, pair.pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.ECMAScript);
            var found = Pattern.Parse(pair.pattern, Meter()).FindAll(pair.text, Meter(), 1, groups: false);
            return slow.Success
                ? found.Count == 1 && found[0][0] == slow.Index && found[0][1] == slow.Index + slow.Length
                : found.Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Any_text_is_a_pattern_or_refused()
    {
        var all = @"abz019\[](){}*+?|^$.-:<>P=iUQExp,é😀".EnumerateRunes().Select(static rune => rune.ToString());
        var letters = Gen.Elements(all.ToArray());
        var texts = Gen.Choose(0, 12).SelectMany(count => letters.ArrayOf(count)).Select(string.Concat);

        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            try
            {
                Pattern.Parse(text, Meter()).IsMatch("ab", Meter());
            }
            catch (PatternSyntaxException fault)
            {
                return fault.Message.StartsWith("error parsing regexp: ", StringComparison.Ordinal);
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Any_text_is_a_glob_or_refused()
    {
        var letters = Gen.Elements("a", "b", ".", "*", "?", "[", "]", "!", "-", "{", "}", ",", "\\", "😀");
        var texts = Gen.Choose(0, 12).SelectMany(count => letters.ArrayOf(count)).Select(string.Concat);

        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            try
            {
                return GlobParser.Parse(text, ".") is not null;
            }
            catch (PatternSyntaxException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static EvaluationMeter Meter() =>
        new(10_000_000, TimeSpan.FromSeconds(10), 1 << 28, 1 << 20, TimeProvider.System, CancellationToken.None);

    // Repeats of what may be empty are left out: engines differ in what such a loop means.
    private static Gen<string> Of(int depth)
    {
        var letter = Gen.Elements("a", "b", ".", "[ab]", "[^a]");
        if (depth == 0)
        {
            return letter;
        }

        var inner = Of(depth - 1);
        return Gen.OneOf(
            letter,
            letter.SelectMany(one => Gen.Elements("*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?").Select(mark => one + mark)),
            inner.SelectMany(left => inner.Select(right => left + right)),
            inner.SelectMany(left => inner.Select(right => $"({left}|{right})")),
            inner.Select(static one => $"(?:{one})?"),
            inner.Select(static one => $"^{one}"),
            inner.Select(static one => $"{one}$"));
    }
}
