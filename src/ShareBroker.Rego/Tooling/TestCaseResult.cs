using ShareBroker.Rego.Tracing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>What became of one case of a test such as <c>test_sum[name]</c>, or of the cases under one name.</summary>
public sealed class TestCaseResult
{
    private readonly SortedDictionary<string, TestCaseResult> _cases = new(StringComparer.Ordinal);

    private TestCaseResult(string name, bool failed)
    {
        Name = name;
        Failed = failed;
    }

    /// <summary>The name; what is no text stands as its JSON.</summary>
    public string Name { get; }

    /// <summary>The case, or one below it, did not come true.</summary>
    public bool Failed { get; private set; }

    /// <summary>The cases below it, by name.</summary>
    public IReadOnlyCollection<TestCaseResult> Cases => _cases.Values;

    /// <summary>The steps until the case was left.</summary>
    internal IReadOnlyList<TraceEvent> Steps { get; private set; } = [];

    /// <summary>All cases of a test: those that have a value, and those that a trace names and that have none.</summary>
    internal static TestCaseResult Of(RegoValue? value, IReadOnlyList<TraceEvent> steps)
    {
        var root = OfValue(string.Empty, value);
        TraceEvent? begun = null;
        for (var i = 0; i <= steps.Count; i++)
        {
            if (i < steps.Count && steps[i].Op != TraceOp.TestCase)
            {
                continue;
            }

            if (begun?.Value is RegoArray path)
            {
                root.Visit([.. path.Items.ToArray().Select(JsonWriter.KeyText)], 0, [.. steps.Take(i)]);
            }

            begun = i < steps.Count ? steps[i] : null;
        }

        return root;
    }

    private static TestCaseResult OfValue(string name, RegoValue? value)
    {
        var result = new TestCaseResult(name, value is not (RegoObject or RegoBoolean { Value: true }));
        if (value is RegoObject obj)
        {
            foreach (var (key, member) in JsonWriter.Members(obj))
            {
                result._cases[key] = OfValue(key, member);
                result.Failed |= result._cases[key].Failed;
            }
        }

        return result;
    }

    private bool Visit(string[] path, int at, IReadOnlyList<TraceEvent> steps)
    {
        if (at == path.Length)
        {
            Steps = steps;
            return Failed;
        }

        if (!_cases.TryGetValue(path[at], out var inner))
        {
            _cases[path[at]] = inner = new TestCaseResult(path[at], failed: true);
        }

        var failed = inner.Visit(path, at + 1, steps);
        Failed |= failed;
        return failed;
    }
}
