using ShareBroker.Rego.Tests.Evaluation;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Residuals;

/// <summary>What partial evaluation leaves means the same as the query it was made from.</summary>
public sealed class TwinTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_left_of_a_query_agrees_with_the_query_on_every_completion_of_the_unknown(int part)
    {
        var compared = 0;
        var held = 0;
        for (var seed = part * 1_000_000; seed < (part * 1_000_000) + 150; seed++)
        {
            var (all, positive) = Compare(seed);
            compared += all;
            held += positive;
        }

        compared.ShouldBeGreaterThan(250);
        held.ShouldBeGreaterThan(25);
    }

    // How many completions agreed, and on how many of them the query held.
    private static (int Compared, int Held) Compare(int seed)
    {
        var generator = new PolicyGenerator(seed);
        var source = new RegoSource("t.rego", generator.Policy());
        RegoPolicy policy;
        string query;
        try
        {
            policy = RegoPolicy.Compile([source], RegoJson.Parse(generator.Data()));
            query = generator.Query();
            policy.Prepare(query);
        }
        catch (RegoCompileException)
        {
            // Chance wrote something that no policy may say.
            return default;
        }

        var unknowns = generator.Unknowns();
        var known = RegoJson.Parse(generator.Input());
        var partial = policy.PreparePartial(query, unknowns).Evaluate(known, Evaluating.Ample, Evaluating.World, CancellationToken.None);
        var story = $"seed {seed}\n{source.Text}\nquery {query}\nunknown {string.Join(", ", unknowns)}\nknown {known}\n\n{partial}";
        var residual = Again(() => RegoPolicy.Compile([source, .. partial.Support]), story);
        var queries = partial.Queries.Select(text => Again(() => residual.Prepare(text), story)).ToArray();
        var held = 0;
        var compared = 0;
        for (var i = 0; i < 6; i++)
        {
            var input = Completed(known, RegoJson.Parse(generator.Input()), "input", unknowns);
            var data = Completed(policy.Data, RegoJson.Parse(generator.Data()), "data", unknowns);
            var expected = Answers([policy.WithData(data).Prepare(query)], input);
            var actual = Answers(partial.Queries.Select(text => residual.WithData(data).Prepare(text)), input);
            if (expected is null || actual is null)
            {
                // An error may be met earlier, later, or not at all when something else fails; ConflictTests has those that must stay.
                continue;
            }

            actual.ShouldBe(expected, ignoreOrder: true, $"{story}\ninput {input}\ndata {data}");
            compared++;
            held += expected.Count > 0 ? 1 : 0;
        }

        return (compared, held);
    }

    private static T Again<T>(Func<T> compile, string story)
    {
        try
        {
            return compile();
        }
        catch (RegoCompileException fault)
        {
            throw new InvalidOperationException($"{fault.Message}\n{story}", fault);
        }
    }

    // The known document with another one's parts at the unknown paths.
    private static RegoValue Completed(RegoValue known, RegoValue other, string head, string[] unknowns)
    {
        string[] paths = unknowns.Length == 0 ? ["input"] : unknowns;
        foreach (var path in paths.Select(static path => path.Split('.')).Where(path => path[0] == head))
        {
            known = Put(known, other, path.AsSpan(1));
        }

        return known;
    }

    private static RegoValue Put(RegoValue known, RegoValue other, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return other;
        }

        var key = RegoString.Of(path[0]);
        var (from, with) = ((RegoObject)known, (RegoObject)other);
        var builder = new RegoObject.Builder();
        foreach (var name in from.Keys)
        {
            builder.Set(name, from.Get(name)!);
        }

        return builder.Set(key, Put(from.Get(key)!, with.Get(key)!, path[1..])).Build();
    }

    // The values of x for which one of the queries holds, or "yes" without one; null after an error.
    private static HashSet<string>? Answers(IEnumerable<PreparedQuery> queries, RegoValue input)
    {
        var answers = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var query in queries)
            {
                var result = query.Evaluate(input, Evaluating.Ample, Evaluating.World, CancellationToken.None);
                foreach (var (bindings, i) in result.Bindings.Select(static (bindings, i) => (bindings, i)))
                {
                    if (result.Values.Count == 0 || !result.Values[i].Equals(RegoBoolean.False))
                    {
                        answers.Add(bindings.TryGetValue("x", out var value) ? value.ToString()! : "yes");
                    }
                }
            }
        }
        catch (RegoEvaluationException fault) when (!fault.Code.StartsWith("eval_budget", StringComparison.Ordinal))
        {
            return null;
        }

        return answers;
    }
}
