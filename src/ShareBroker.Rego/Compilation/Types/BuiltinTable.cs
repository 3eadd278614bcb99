using System.Collections.Concurrent;
using System.Collections.Frozen;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>The builtins that policies may call, by name. <c>eq</c> and <c>assign</c> belong to the language and are always
/// there.</summary>
internal sealed class BuiltinTable
{
    private readonly FrozenDictionary<string, BuiltinSignature> _signatures;

    public BuiltinTable(IEnumerable<BuiltinSignature> signatures)
    {
        var all = signatures.ToDictionary(static s => s.Name, StringComparer.Ordinal);
        all["eq"] = new BuiltinSignature("eq", "=", ["any", "any"], "boolean", false, false, false);
        all["assign"] = new BuiltinSignature("assign", ":=", ["any", "any"], "boolean", false, false, false);
        _signatures = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Accepted in the old language only.</summary>
    public static FrozenSet<string> Deprecated { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "any", "all", "cast_array", "cast_boolean", "cast_null", "cast_object", "cast_set", "cast_string", "re_match", "set_diff",
        "net.cidr_overlap");

    private readonly ConcurrentDictionary<string, RegoType?> _types = new(StringComparer.Ordinal);

    /// <summary>The function's type; null when there is no such builtin.</summary>
    public RegoType? TypeOf(string name) => Find(name) is not { } signature
        ? null
        : _types.GetOrAdd(name, static (_, known) => new RegoType.Function(
            [.. known.ArgumentTypes.Select(TypeNotation.Parse)], TypeNotation.Parse(known.ResultType), known.IsVariadic), signature);

    public BuiltinSignature? Find(string name) => _signatures.GetValueOrDefault(name);
}
