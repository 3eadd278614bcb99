using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The solutions of a query, as they are found.</summary>
internal sealed class QueryCollector
{
    public List<IReadOnlyDictionary<string, RegoValue>> Bindings { get; } = [];

    /// <summary>The values of a query that is a single term, one for each solution.</summary>
    public List<RegoValue> Values { get; } = [];

    public void Add(IReadOnlyDictionary<string, RegoValue> bindings, RegoValue? captured)
    {
        Bindings.Add(bindings);
        if (captured is not null)
        {
            Values.Add(captured);
        }
    }
}
