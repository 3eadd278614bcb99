using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShareBroker.Rego.Tests.Evaluation;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Library;

/// <summary>Objects of a host become values and come back.</summary>
public sealed partial class HostValueTests
{
    internal sealed record Answer(string Role, int[] Levels);

    [JsonSerializable(typeof(Answer))]
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    internal sealed partial class Shapes : JsonSerializerContext;

    [Fact]
    public void What_a_host_has_in_memory_becomes_a_value()
    {
        var value = RegoInput.From(new Dictionary<string, object?>
        {
            ["none"] = null,
            ["yes"] = true,
            ["text"] = "é",
            ["numbers"] = new object[] { 1, 2L, (byte)3, ulong.MaxValue, 1.5m, 0.1, 2.5f, BigInteger.Pow(10, 30) },
            ["table"] = new Hashtable { ["k"] = new List<string> { "a" } },
            ["known"] = RegoSet.Of(RegoNumber.Of(1)),
        });

        value.ToString().ShouldBe(
            "{\"known\": {1}, \"none\": null, \"numbers\": [1, 2, 3, 18446744073709551615, 1.5, 0.1, 2.5, 1000000000000000000000000000000], "
            + "\"table\": {\"k\": [\"a\"]}, \"text\": \"é\", \"yes\": true}");
    }

    [Fact]
    public void What_no_policy_can_see_is_refused()
    {
        var endless = new List<object?>();
        endless.Add(endless);
        object[] wrong = [double.NaN, float.PositiveInfinity, DateTimeOffset.UnixEpoch, new Hashtable { [1] = 2 }, endless, new object()];

        foreach (var value in wrong)
        {
            Should.Throw<ArgumentException>(() => RegoInput.From(value));
        }
    }

    [Fact]
    public void A_result_becomes_an_object_with_and_without_reflection()
    {
        var result = Ask("{\"role\": \"nurse\", \"levels\": {1, 2}}");

        foreach (var answer in new[] { result.As<Answer>(), result.As(Shapes.Default.Answer) })
        {
            (answer.Role, string.Join(',', answer.Levels)).ShouldBe(("nurse", "1,2"));
        }

        result.TryGet<Answer>(out var same).ShouldBeTrue();
        same!.Role.ShouldBe("nurse");
    }

    [Fact]
    public void An_undefined_result_is_no_object()
    {
        var result = Ask("input.missing");

        result.TryGet<Answer>(out var nothing).ShouldBeFalse();
        nothing.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => result.As<Answer>());
    }

    [Theory]
    [InlineData("{\"role\": [1]}")]
    [InlineData("7")]
    [InlineData("null")]
    public void A_result_of_another_shape_is_a_fault_and_not_an_absence(string value) =>
        Should.Throw<JsonException>(() => Ask(value).TryGet<Answer>(out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", false)]
    [InlineData("\"true\"", false)]
    [InlineData("[true]", false)]
    [InlineData("input.missing", false)]
    [InlineData("[true, true][_]", false)]
    public void Only_one_true_is_a_yes(string query, bool expected) => Ask(query).IsTrue.ShouldBe(expected);

    [Fact]
    public void An_object_of_the_host_becomes_a_value_with_and_without_reflection()
    {
        var answer = new Answer("nurse", [1, 2]);

        RegoJson.From(answer).ToString().ShouldBe("{\"levels\": [1, 2], \"role\": \"nurse\"}");
        RegoJson.From(answer, Shapes.Default.Answer).ShouldBe(RegoJson.From(answer));
        RegoJson.To<Answer>(RegoJson.From(answer)).Levels.ShouldBe([1, 2]);
    }

    [Fact]
    public void The_presets_let_ordinary_work_through_and_stop_what_has_no_end()
    {
        foreach (var preset in new[] { EvaluationBudget.Interactive, EvaluationBudget.Batch with { StepsMax = 1_000_000 } })
        {
            Evaluating.Policy("p := count(numbers.range(1, 1000))").Value("data.test.p", budget: preset)!.ToString()
                .ShouldBe(1000.ToString(CultureInfo.InvariantCulture));
            Evaluating.CodeOf(() => Evaluating.Policy("p := count(numbers.range(1, 1e9))").Value("data.test.p", budget: preset))
                .ShouldStartWith("eval_budget_");
        }
    }

    private static QueryResult Ask(string query) =>
        Evaluating.Policy("p := 1").Prepare(query).Evaluate(RegoJson.Parse("{}"), Evaluating.Ample, Evaluating.World,
            CancellationToken.None);
}
