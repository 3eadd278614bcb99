using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>The builtins that programs call, with arguments worth passing: those of the cases, and lists of likely ones.</summary>
internal sealed class CallPool
{
    // What the world answers, what OPA 1.4.2 does not have, what has no value, what v1 refuses.
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "uuid.rfc4122", "time.now_ns", "print", "trace", "internal.print",
        "internal.test_case", "internal.template_string", "array.flatten", "io.jwt.verify_eddsa", "strings.split_n", "uri.parse",
        "uri.is_valid", "any", "all", "cast_array", "cast_boolean", "cast_null", "cast_object", "cast_set", "cast_string", "re_match",
        "set_diff", "net.cidr_overlap", "eq", "assign", "walk", "rego.metadata.chain", "rego.metadata.rule",
        "io.jwt.encode_sign", "io.jwt.encode_sign_raw",
    };

    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<Node>>> _recorded;

    public CallPool(CaseMaterial? material)
    {
        _recorded = material?.Calls ?? [];
        Builtins = [.. BuiltinRegistry.All.Values
            .Where(static builtin => builtin.Function is not null && !Left.Contains(builtin.Signature.Name)
                && !builtin.Signature.Name.StartsWith("internal.", StringComparison.Ordinal))
            .Select(static builtin => builtin.Signature)
            .OrderBy(static signature => signature.Name, StringComparer.Ordinal)];
        Missing = [.. BuiltinRegistry.All.Values
            .Where(static builtin => builtin.Function is null && !Left.Contains(builtin.Signature.Name))
            .Select(static builtin => builtin.Signature.Name).Order(StringComparer.Ordinal)];
        ByResult = Builtins.GroupBy(static signature => KindOf(signature.ResultType)).ToDictionary(
            static group => group.Key, static group => group.ToArray());
    }

    public IReadOnlyList<BuiltinSignature> Builtins { get; }

    /// <summary>What only modules of before OPA 1.0 may call.</summary>
    public static IReadOnlyList<BuiltinSignature> Old { get; } = [.. BuiltinRegistry.All.Values
        .Where(static builtin => builtin.Function is not null && BuiltinTable.Deprecated.Contains(builtin.Signature.Name))
        .Select(static builtin => builtin.Signature)
        .OrderBy(static signature => signature.Name, StringComparer.Ordinal)];

    /// <summary>Builtins that this engine declares and does not compute.</summary>
    public IReadOnlyList<string> Missing { get; }

    public IReadOnlyDictionary<ShapeKind, BuiltinSignature[]> ByResult { get; }

    /// <summary>Arguments that a case passes; null when none does.</summary>
    public IReadOnlyList<Node>? Recorded(string name, Dice dice) =>
        _recorded.TryGetValue(name, out var all) ? dice.Pick(all) : null;

    private static ShapeKind KindOf(string type) => TypeNotation.Parse(type) switch
    {
        RegoType.Scalar { Kind: RegoKind.Boolean } => ShapeKind.Flag,
        RegoType.Scalar { Kind: RegoKind.Number } => ShapeKind.Number,
        RegoType.Scalar { Kind: RegoKind.String } => ShapeKind.Text,
        RegoType.Array => ShapeKind.List,
        RegoType.Set => ShapeKind.Bag,
        RegoType.Object => ShapeKind.Map,
        _ => ShapeKind.Any,
    };
}
