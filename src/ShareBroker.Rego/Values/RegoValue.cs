using System.Runtime.CompilerServices;

namespace ShareBroker.Rego.Values;

/// <summary>
/// One immutable Rego value, safe to share between threads. Undefined is not a value: it is a null reference.
/// No value nests deeper than <see cref="DepthMax"/>; making one throws <see cref="BudgetExceededException"/>, so recursion over
/// values is safe.
/// </summary>
public abstract class RegoValue : IComparable<RegoValue>, IEquatable<RegoValue>
{
    /// <summary>How many composites may stand inside one another.</summary>
    public const int DepthMax = 1000;

    // Zero means not computed yet. A race computes the same number twice.
    private int _hash;

    private protected RegoValue(RegoKind kind, int depth)
    {
        if (depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"a value nests deeper than {DepthMax} levels");
        }

        Kind = kind;
        Depth = (ushort)depth;
    }

    /// <summary>Which of the seven kinds this is.</summary>
    public RegoKind Kind { get; }

    /// <summary>The hash when it was asked for before, or 0.</summary>
    internal int KnownHash => _hash;

    /// <summary>Scalars have depth 0, a composite one more than its deepest member.</summary>
    internal ushort Depth { get; }

    /// <summary>
    /// Rego's total order: by kind, then numbers by exact value, strings by code point, arrays by members then length,
    /// objects by sorted keys and values, sets by sorted members. Null sorts first.
    /// </summary>
    public int CompareTo(RegoValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        if (other is null)
        {
            return 1;
        }

        return Kind != other.Kind ? Kind.CompareTo(other.Kind)
            : Kind == RegoKind.String
                ? RegoString.CompareCodePoints(Unsafe.As<RegoString>(this).Value, Unsafe.As<RegoString>(other).Value)
            : CompareSameKind(other);
    }

    /// <summary>Whether both are the same Rego value: <c>1</c> equals <c>1.0</c>.</summary>
    public bool Equals(RegoValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Kind != other.Kind)
        {
            return false;
        }

        if (_hash != 0 && other._hash != 0 && _hash != other._hash)
        {
            return false;
        }

        // Most comparisons are of texts.
        return Kind == RegoKind.String
            ? string.Equals(Unsafe.As<RegoString>(this).Value, Unsafe.As<RegoString>(other).Value)
            : EqualsSameKind(other);
    }

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is RegoValue other && Equals(other);

    /// <summary>The same for equal values within one process; not stable between processes.</summary>
    public sealed override int GetHashCode()
    {
        if (_hash == 0)
        {
            var hash = ComputeHash();
            _hash = hash == 0 ? 1 : hash;
        }

        return _hash;
    }

    /// <summary>The value as a Rego term, such as <c>{"a": {1, 2}}</c>.</summary>
    public sealed override string ToString() => TermText.Of(this);

    /// <summary>Whether both are the same Rego value.</summary>
    public static bool operator ==(RegoValue? left, RegoValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two differ as Rego values.</summary>
    public static bool operator !=(RegoValue? left, RegoValue? right) => !(left == right);

    /// <summary>Whether left sorts before right.</summary>
    public static bool operator <(RegoValue? left, RegoValue? right) => Compare(left, right) < 0;

    /// <summary>Whether left does not sort after right.</summary>
    public static bool operator <=(RegoValue? left, RegoValue? right) => Compare(left, right) <= 0;

    /// <summary>Whether left sorts after right.</summary>
    public static bool operator >(RegoValue? left, RegoValue? right) => Compare(left, right) > 0;

    /// <summary>Whether left does not sort before right.</summary>
    public static bool operator >=(RegoValue? left, RegoValue? right) => Compare(left, right) >= 0;

    internal static int Compare(RegoValue? left, RegoValue? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    internal static int DepthOver(ReadOnlySpan<RegoValue> members)
    {
        var deepest = 0;
        foreach (var member in members)
        {
            deepest = Math.Max(deepest, member.Depth);
        }

        return deepest + 1;
    }

    private protected abstract int CompareSameKind(RegoValue other);

    private protected abstract bool EqualsSameKind(RegoValue other);

    private protected abstract int ComputeHash();
}
