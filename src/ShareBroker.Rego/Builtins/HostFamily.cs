using System.Collections.Frozen;

namespace ShareBroker.Rego.Builtins;

/// <summary>The functions that reach outside of an evaluation: the language has them only where a host hands in what they do.</summary>
internal static class HostFamily
{
    public static FrozenSet<string> Names { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "http.send", "net.lookup_ip_addr", "opa.runtime");

    private static FrozenDictionary<string, Builtin> Inside { get; } =
        BuiltinRegistry.All.Where(static pair => !Names.Contains(pair.Key)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All functions of the language and those that a host adds. Its own come last and must not be named twice.</summary>
    public static FrozenDictionary<string, Builtin> With(IEnumerable<Builtin> added)
    {
        var own = added.ToList();
        if (own.GroupBy(static builtin => builtin.Signature.Name, StringComparer.Ordinal)
            .FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"the builtin '{twice.Key}' is handed in twice", nameof(added));
        }

        return own.Count == 0 ? Inside : Inside.Values.Concat(own)
            .ToFrozenDictionary(static builtin => builtin.Signature.Name, StringComparer.Ordinal);
    }
}
