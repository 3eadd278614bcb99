using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Tests.World;
using ShareBroker.Policies;
using static ShareBroker.Disclosure.Tests.World.FakeDecisions;

namespace ShareBroker.Disclosure.Tests.Minimising;

public sealed class MinimiserTests
{
    private static readonly string[] Paths =
        ["subject.name.full", "subject.birth_date", "contact.address", "contact.phone", "needs.detail", "assessment.risk.factors",
        "source.identity"];
    private static readonly string[] SchemeNames =
        ["age_band", "minor_adult", "month", "municipality", "need_flag", "level3", "service_type", "present_absent", "unknown_scheme"];
    private static readonly byte[] Key = new byte[32];

    public static TheoryData<string, string, string?> Cases => new()
    {
        { "age_band", "\"2020-03-02\"", "\"0-11\"" },
        { "age_band", "\"2014-03-02\"", "\"12-17\"" },
        { "age_band", "\"2014-03-03\"", "\"0-11\"" },
        { "age_band", "\"2008-03-02\"", "\"18-24\"" },
        { "age_band", "\"2001-03-02\"", "\"25+\"" },
        { "age_band", "\"2026-03-03\"", null },
        { "age_band", "\"1800-01-01\"", null },
        { "age_band", "\"18-24\"", "\"18-24\"" },
        { "age_band", "\"soon 18\"", null },
        { "age_band", "17", null },
        { "minor_adult", "\"2008-03-03\"", "\"minor\"" },
        { "minor_adult", "\"2008-03-02\"", "\"adult\"" },
        { "minor_adult", "\"12-17\"", "\"minor\"" },
        { "minor_adult", "\"18-24\"", "\"adult\"" },
        { "month", "\"2010-05-04\"", "\"2010-05\"" },
        { "month", "\"2010-05\"", "\"2010-05\"" },
        { "month", "\"2010-13-04\"", null },
        { "municipality", "\"Saint-Jean-d'Exemple\"", "\"Saint-Jean-d'Exemple\"" },
        { "municipality", "\"1 rue du Canari\"", null },
        { "municipality", "\"\"", null },
        { "need_flag", "true", "true" },
        { "need_flag", "[\"mental_health\",\"housing\"]", "[\"mental_health\",\"housing\"]" },
        { "need_flag", "[\"mental_health\",\"saw a ghost\"]", null },
        { "need_flag", "\"he is unwell\"", null },
        { "service_type", "\"housing\"", "\"housing\"" },
        { "service_type", "{\"housing\":1}", null },
        { "level3", "\"low\"", "\"low\"" },
        { "level3", "\"imminent\"", "\"high\"" },
        { "level3", "\"very high\"", null },
        { "present_absent", "false", "\"absent\"" },
        { "present_absent", "\"present\"", "\"present\"" },
        { "present_absent", "\"three fights\"", null },
        { "no_such_scheme", "\"x\"", null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_scheme_gives_its_coarse_value_or_nothing(string scheme, string source, string? expected)
    {
        var result = Schemes.Apply(scheme, JsonDocument.Parse(source).RootElement, new DateOnly(2026, 3, 2));

        (result?.GetRawText()).ShouldBe(expected);
    }

    [Fact]
    public void Who_was_born_on_the_29th_of_February_comes_of_age_on_the_first_of_March()
    {
        var born = JsonDocument.Parse("\"2008-02-29\"").RootElement;

        Schemes.Apply("minor_adult", born, new DateOnly(2026, 2, 28))!.Value.GetString().ShouldBe("minor");
        Schemes.Apply("minor_adult", born, new DateOnly(2026, 3, 1))!.Value.GetString().ShouldBe("adult");
    }

    [Theory]
    [InlineData("Camille Exemple", 1, 0, "*", "C**************")]
    [InlineData("Camille", 1, 1, "*", "C*****e")]
    [InlineData("Al", 1, 1, "*", "**")]
    [InlineData("", 1, 0, "*", "")]
    [InlineData("Camille", 5, 0, "*", null)]
    [InlineData("Camille", -1, 0, "*", null)]
    [InlineData("Camille", 1, 0, "ab", null)]
    [InlineData("Camille", 1, 0, "a", null)]
    [InlineData("😀😀😀😀", 1, 0, "*", "😀***")]
    public void A_mask_hides_all_but_a_few_characters(string text, int left, int right, string cover, string? expected)
    {
        var parameters = With(
            FieldActionKind.Mask, ("keep_left", new FactValue.Number(left)), ("keep_right", new FactValue.Number(right)),
            ("char", new FactValue.Text(cover))).Parameters;

        (Masking.Apply(JsonText.Of(text), parameters)?.GetString()).ShouldBe(expected);
    }

    [Fact]
    public void Free_text_is_never_masked_but_withheld()
    {
        var field = Run("text.narrative", With(FieldActionKind.Mask, ("keep_left", new FactValue.Number(1))), "\"long story\"");

        (field.Action, field.Value).ShouldBe((FieldActionKind.Withhold, null));
    }

    [Fact]
    public void Codes_of_two_recipients_purposes_scopes_or_paths_never_meet()
    {
        string[] recipients = ["xx-a", "xx-b"];
        string[] purposes = ["support.family", "support.education"];
        string[] scopes = ["receiver", "forum", "case"];
        var codes = new List<string>();
        foreach (var recipient in recipients)
        {
            foreach (var purpose in purposes)
            {
                foreach (var scope in scopes)
                {
                    var key = PseudonymKey.Derive(Key, recipient, purpose, scope, "");
                    codes.Add(key.CodeOf("subject.name.full", JsonText.Of("Camille Exemple")).GetString()!);
                    codes.Add(key.CodeOf("case.id", JsonText.Of("Camille Exemple")).GetString()!);
                }
            }
        }

        codes.Distinct().Count().ShouldBe(24);
        var again = PseudonymKey.Derive(Key, "xx-a", "support.family", "receiver", "");
        again.CodeOf("subject.name.full", JsonText.Of("Camille Exemple")).GetString().ShouldBe(codes[0]);
    }

    [Fact]
    public void What_leaves_is_within_the_grant_and_as_a_plain_twin_says() => Prop.ForAll(
        Decisions().ToArbitrary(), Records().ToArbitrary(), static (decision, record) =>
        {
            var grant = Grant.Of(decision, Paths);
            var fields = Minimiser.Minimise(grant, record, Context());

            fields.Select(static field => field.Path).ShouldBe(Paths);
            var twin = Twin(decision, record);
            foreach (var field in fields)
            {
                (field.Value?.GetRawText()).ShouldBe(twin.GetValueOrDefault(field.Path));
            }

            var payload = JsonDocument.Parse(Minimiser.PayloadOf(fields)).RootElement.EnumerateObject()
                .Select(static member => member.Name);
            payload.Except(grant.Fields.Where(static field => field.Action != FieldActionKind.Withhold)
                .Select(static field => field.Path)).ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_second_decision_only_narrows_whatever_it_says() => Prop.ForAll(
        Decisions().ToArbitrary(), Decisions().ToArbitrary(), static (first, second) =>
        {
            var narrowed = Grant.Of(first, Paths).NarrowedBy(second);

            foreach (var (before, after) in Grant.Of(first, Paths).Fields.Zip(narrowed.Fields))
            {
                ((int)after.Action).ShouldBeGreaterThanOrEqualTo((int)before.Action);
                ((int)after.Action).ShouldBeGreaterThanOrEqualTo((int)second.Fields[after.Path].Action);
                if (after.Action == before.Action && after.Action == FieldActionKind.Generalise)
                {
                    after.What.Scheme.ShouldBe(before.What.Scheme);
                }
            }
        }).QuickCheckThrowOnFailure();

    // Written without looking at the minimiser: for each path its rule, spelled out.
    private static Dictionary<string, string> Twin(Decision decision, IReadOnlyDictionary<string, JsonElement> record)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Paths)
        {
            var action = decision.Fields[path];
            var place = action.Action == FieldActionKind.Generalise ? (path, action.Scheme) switch
            {
                ("contact.address", "municipality") => "contact.area",
                ("needs.detail", "service_type") => "needs.service_types",
                ("assessment.risk.factors", "level3") => "assessment.risk.level",
                _ => path,
            } : path;
            if (!record.TryGetValue(place, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (action.Action == FieldActionKind.Disclose)
            {
                result[path] = value.GetRawText();
            }
            else if (action.Action == FieldActionKind.Generalise
                && Schemes.Apply(action.Scheme!, value, new DateOnly(2026, 3, 2)) is { } coarse)
            {
                result[path] = coarse.GetRawText();
            }
        }

        return result;
    }

    private static Gen<Decision> Decisions() =>
        from actions in Gen.ArrayOf(Actions(), Paths.Length)
        select Permit([.. Paths.Zip(actions)]);

    private static Gen<FieldAction> Actions() => Gen.OneOf(
        Gen.Constant(Disclose),
        Gen.Constant(Withhold),
        Gen.Constant(With(FieldActionKind.Aggregate)),
        Gen.Elements(SchemeNames).Select(Generalise));

    private static Gen<IReadOnlyDictionary<string, JsonElement>> Records() =>
        from values in Gen.ArrayOf(
            Gen.Elements("\"2010-05-04\"", "\"Dijon\"", "true", "\"low\"", "[\"housing\"]", "null", "{\"a\":1}", "\"free text 1\""),
            Paths.Length + 3)
        select (IReadOnlyDictionary<string, JsonElement>)Paths.Concat(["contact.area", "needs.service_types", "assessment.risk.level"])
            .Zip(values)
            .ToDictionary(static pair => pair.First, static pair => JsonDocument.Parse(pair.Second).RootElement, StringComparer.Ordinal);

    private static MinimisedField Run(string path, FieldAction action, string json) => Minimiser.Minimise(
        Grant.Of(Permit((path, action)), [path]),
        new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [path] = JsonDocument.Parse(json).RootElement },
        Context()).Single();

    private static MinimisingContext Context() =>
        new() { Day = new DateOnly(2026, 3, 2), Vocabulary = Broker.Vocabulary, PseudonymKeyOf = static _ => null };
}
