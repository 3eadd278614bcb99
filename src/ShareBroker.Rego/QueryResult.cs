using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>What a query found. No bindings at all means undefined, which a host must treat as no.</summary>
public sealed class QueryResult
{
    internal QueryResult(IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> bindings, IReadOnlyList<RegoValue> values)
    {
        Bindings = bindings;
        Values = values;
    }

    /// <summary>One entry for each way in which the query holds: its variables and their values.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, RegoValue>> Bindings { get; }

    /// <summary>The value of a query that is a single term, <c>false</c> included; null when undefined, when there are several, or when
    /// the query is something else.</summary>
    public RegoValue? Value => Values.Count == 1 ? Values[0] : null;

    /// <summary>Every value of a query that is a single term, such as <c>data.roles[_].name</c>, in the order found; empty for other
    /// queries.</summary>
    public IReadOnlyList<RegoValue> Values { get; }
}
