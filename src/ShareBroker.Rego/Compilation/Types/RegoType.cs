using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>
/// A set of values that a term may have. A closed family; made by <see cref="Types"/>, which replaces what grows too large by <c>any</c>,
/// so that
/// no policy can make the checks explode. Null stands for "not known yet".
/// </summary>
internal abstract class RegoType : IEquatable<RegoType>
{
    private string? _text;
    private TypeParts? _parts;

    private RegoType(int size, int depth)
    {
        Size = size;
        Depth = depth;
    }

    /// <summary>How many parts the type has when written out.</summary>
    public int Size { get; }

    /// <summary>How deeply its parts nest.</summary>
    public int Depth { get; }

    /// <summary>The parts of all kinds together; found once, since a document is referred to from many places.</summary>
    public TypeParts Parts => _parts ??= Types.PartsOf(this);

    public sealed override string ToString() => _text ??= Print();

    public bool Equals(RegoType? other) =>
        ReferenceEquals(this, other)
        || (other is not null && other.GetType() == GetType() && other.Size == Size && other.ToString() == ToString());

    public sealed override bool Equals(object? obj) => Equals(obj as RegoType);

    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    protected abstract string Print();

    private static int SizeOf(IEnumerable<RegoType?> parts) =>
        (int)Math.Min(int.MaxValue / 4, parts.Sum(static part => (long)(part?.Size ?? 1)) + 1);

    private static int DepthOf(IEnumerable<RegoType?> parts) => parts.Select(static part => part?.Depth ?? 0).DefaultIfEmpty(0).Max() + 1;

    private static string TextOf(RegoType? type) => type?.ToString() ?? "???";

    /// <summary>Null, boolean, number or string.</summary>
    public sealed class Scalar(RegoKind kind) : RegoType(1, 1)
    {
        public RegoKind Kind { get; } = kind;

        protected override string Print() => Kind.ToString().ToLowerInvariant();
    }

    /// <summary>One of several types, in the order of their texts; of none: anything.</summary>
    public sealed class Any(IReadOnlyList<RegoType> of) : RegoType(SizeOf(of), DepthOf(of))
    {
        public IReadOnlyList<RegoType> Of { get; } = of;

        protected override string Print() => Of.Count == 0 ? "any" : $"any<{string.Join(", ", Of)}>";
    }

    /// <summary>First the types of single places, then the type of all others; null when there are none.</summary>
    public sealed class Array(IReadOnlyList<RegoType?> items, RegoType? rest)
        : RegoType(SizeOf([.. items, rest]), DepthOf([.. items, rest]))
    {
        public IReadOnlyList<RegoType?> Items { get; } = items;

        public RegoType? Rest { get; } = rest;

        public RegoType? At(int index) => index < Items.Count ? Items[index] : Rest;

        protected override string Print() =>
            "array" + (Items.Count == 0 ? string.Empty : $"<{string.Join(", ", Items.Select(TextOf))}>")
                + (Rest is null ? string.Empty : $"[{Rest}]");
    }

    /// <summary>First the types under known keys, then those of all others; null when there are none.</summary>
    public sealed class Object(IReadOnlyDictionary<RegoValue, RegoType?> known, RegoType? key, RegoType? value)
        : RegoType(SizeOf([.. known.Values, key, value]), DepthOf([.. known.Values, key, value]))
    {
        public IReadOnlyDictionary<RegoValue, RegoType?> Known { get; } = known;

        /// <summary>Whether keys besides the known ones may be there.</summary>
        public bool IsOpen => Value is not null || Key is not null;

        public RegoType? Key { get; } = key;

        public RegoType? Value { get; } = value;

        protected override string Print() =>
            "object" + (Known.Count == 0 ? string.Empty : $"<{string.Join(", ", Known.Select(Entry))}>")
            + (IsOpen ? $"[{TextOf(Key)}: {TextOf(Value)}]" : string.Empty);

        private static string Entry(KeyValuePair<RegoValue, RegoType?> known) =>
            $"{(known.Key is RegoString text ? text.Value : known.Key.ToString())}: {TextOf(known.Value)}";
    }

    public sealed class Set(RegoType? of) : RegoType(SizeOf([of]), DepthOf([of]))
    {
        public RegoType? Of { get; } = of;

        protected override string Print() => $"set[{TextOf(Of)}]";
    }

    /// <summary>A function; the result is null when calls have no value.</summary>
    public sealed class Function(IReadOnlyList<RegoType?> arguments, RegoType? result, bool isVariadic)
        : RegoType(SizeOf([.. arguments, result]), DepthOf([.. arguments, result]))
    {
        public IReadOnlyList<RegoType?> Arguments { get; } = arguments;

        public RegoType? Result { get; } = result;

        public bool IsVariadic { get; } = isVariadic;

        protected override string Print() =>
            string.Create(CultureInfo.InvariantCulture, $"({string.Join(", ", Arguments.Select(TextOf))}) => {TextOf(Result)}");
    }
}
