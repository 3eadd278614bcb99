using System.Collections.Concurrent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Evaluation;

public sealed class ConcurrencyTests
{
    private const string Rules = """
        squares[n] := n * n if some n in input.numbers
        big contains n if { some n; squares[n] > input.limit }
        total := sum([v | some v in squares])
        decision := {"big": big, "total": total, "limit": input.limit, "known": [data.names[k] | some k in input.keys]}
        """;

    [Fact]
    public async Task One_prepared_query_gives_each_of_many_threads_its_own_answer()
    {
        var query = Evaluating.Policy(Rules, """{"names": {"a": "A", "b": "B"}}""").Prepare("data.test.decision");
        var inputs = Enumerable.Range(1, 16)
            .Select(static size => (Size: size, Numbers: string.Join(',', Enumerable.Range(1, size))))
            .Select(static it => $$"""{"numbers": [{{it.Numbers}}], "limit": {{it.Size * 3}}, "keys": ["a", "x", "b"]}""")
            .Select(RegoJson.Parse)
            .ToArray();
        var alone = inputs.Select(input => Evaluate(query, input)).ToArray();
        var differences = new ConcurrentBag<int>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                var index = (round + thread) % inputs.Length;
                if (!alone[index].Equals(Evaluate(query, inputs[index])))
                {
                    differences.Add(index);
                }
            }
        })));

        differences.ShouldBeEmpty();
        alone.Distinct().Count().ShouldBe(inputs.Length);
    }

    [Fact]
    public async Task A_fresh_policy_may_be_met_by_many_threads_at_once()
    {
        var policy = Evaluating.Policy(Rules, """{"names": {"a": "A"}}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => policy.Json("data.test.decision", """{"numbers": [1, 2, 3], "limit": 3, "keys": ["a"]}"""))));

        answers.Distinct().ShouldBe(["""{"big":[2,3],"known":["A"],"limit":3,"total":14}"""]);
    }

    private static RegoValue Evaluate(PreparedQuery query, RegoValue input) =>
        query.Evaluate(input, Evaluating.Ample, Evaluating.World, CancellationToken.None).Value!;
}
