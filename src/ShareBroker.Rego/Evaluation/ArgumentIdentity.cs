using System.Runtime.CompilerServices;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Tells arguments of a function apart for its memo: scalars by value, composites by identity, since hashing deep arguments costs more than
/// most functions do.
/// </summary>
internal sealed class ArgumentIdentity : IEqualityComparer<RegoValue>
{
    public static ArgumentIdentity Instance { get; } = new();

    public bool Equals(RegoValue? x, RegoValue? y) =>
        ReferenceEquals(x, y) || (x is { Kind: < RegoKind.Array and not RegoKind.Number } && x.Equals(y));

    public int GetHashCode(RegoValue obj) =>
        obj.Kind is < RegoKind.Array and not RegoKind.Number ? obj.GetHashCode() : RuntimeHelpers.GetHashCode(obj);
}
