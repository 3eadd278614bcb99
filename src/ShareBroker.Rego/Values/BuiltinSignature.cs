namespace ShareBroker.Rego.Values;

/// <summary>
/// What a built-in function takes and gives, in Rego's type notation: <c>number</c>, <c>any&lt;string, array[any]&gt;</c>, <c>set[any]</c>,
/// <c>object&lt;a: string&gt;[string: any]</c>, <c>array&lt;T1, T2&gt;[rest]</c>.
/// </summary>
/// <param name="Name">The name policies call it by, such as <c>object.get</c>.</param>
/// <param name="Infix">The operator that means this function, or null.</param>
/// <param name="ArgumentTypes">One type for each argument.</param>
/// <param name="ResultType">The type of the result.</param>
/// <param name="IsRelation">Whether one call has many results.</param>
/// <param name="IsNondeterministic">Whether two calls with the same arguments may differ between evaluations.</param>
/// <param name="IsVariadic">Whether the last argument may be repeated.</param>
public sealed record BuiltinSignature(
    string Name,
    string? Infix,
    IReadOnlyList<string> ArgumentTypes,
    string ResultType,
    bool IsRelation,
    bool IsNondeterministic,
    bool IsVariadic);
