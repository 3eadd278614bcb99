using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
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

    /// <summary>Whether the query is a single term whose value is <c>true</c>: the question to ask of a permission. Undefined,
    /// <c>false</c> and every other value are no.</summary>
    public bool IsTrue => Value is RegoBoolean { Value: true };

    /// <summary>The value as an object of the host's.</summary>
    /// <typeparam name="T">What <see cref="JsonSerializer"/> can make of the value's JSON; sets are arrays there.</typeparam>
    /// <param name="type">How to read it, from a source-generated context; null for <see cref="JsonSerializerOptions.Web"/>, which
    /// needs reflection.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidOperationException">There is no <see cref="Value"/>.</exception>
    /// <exception cref="JsonException">The value has another shape.</exception>
    public T As<T>(JsonTypeInfo<T>? type = null) => RegoJson.To(
        Value ?? throw new InvalidOperationException("the query has no single value; ask TryGet when it may be undefined"), type);

    /// <summary>The value as an object of the host's, when there is one.</summary>
    /// <typeparam name="T">What <see cref="JsonSerializer"/> can make of the value's JSON; sets are arrays there.</typeparam>
    /// <param name="result">The object; the default when the answer is false.</param>
    /// <param name="type">How to read it, from a source-generated context; null for <see cref="JsonSerializerOptions.Web"/>, which
    /// needs reflection.</param>
    /// <returns>False when there is no <see cref="Value"/>.</returns>
    /// <exception cref="JsonException">The value has another shape: that is a fault, not an absence.</exception>
    public bool TryGet<T>([MaybeNullWhen(false)] out T result, JsonTypeInfo<T>? type = null)
    {
        result = default;
        if (Value is not { } value)
        {
            return false;
        }

        result = RegoJson.To(value, type);
        return true;
    }
}
