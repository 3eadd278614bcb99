using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Makes types and asks them for their parts.</summary>
internal static class Types
{
    // What policies declare stays far below these; beyond them a type says nothing any more.
    private const int SizeMax = 4_000;
    private const int DepthMax = 100;

    public static RegoType Anything { get; } = new RegoType.Any([]);

    public static RegoType Null { get; } = new RegoType.Scalar(RegoKind.Null);

    public static RegoType Boolean { get; } = new RegoType.Scalar(RegoKind.Boolean);

    public static RegoType Number { get; } = new RegoType.Scalar(RegoKind.Number);

    public static RegoType String { get; } = new RegoType.Scalar(RegoKind.String);

    public static bool IsAnything(RegoType? type) => type is RegoType.Any { Of.Count: 0 };

    public static RegoType Array(IReadOnlyList<RegoType?> items, RegoType? rest) => Limit(new RegoType.Array(items, rest));

    public static RegoType Object(IReadOnlyDictionary<RegoValue, RegoType?> known, RegoType? key, RegoType? value) =>
        Limit(new RegoType.Object(known, key, value));

    public static RegoType Object(RegoType? key, RegoType? value) => Object(new SortedDictionary<RegoValue, RegoType?>(), key, value);

    public static RegoType Set(RegoType? of) => Limit(new RegoType.Set(of));

    /// <summary>Either type.</summary>
    public static RegoType? Or(RegoType? a, RegoType? b)
    {
        if (a is null || b is null)
        {
            return a ?? b;
        }

        if (IsAnything(a) || IsAnything(b))
        {
            return Anything;
        }

        if (a is RegoType.Function f && b is RegoType.Function g && f.Arguments.Count == g.Arguments.Count && !f.IsVariadic)
        {
            return Limit(new RegoType.Function([.. f.Arguments.Zip(g.Arguments, Or)], Or(f.Result, g.Result), false));
        }

        return Merged(Alternatives(a), Alternatives(b));
    }

    /// <summary>Any of several types; null of none.</summary>
    public static RegoType? AnyOf(IEnumerable<RegoType?> types)
    {
        var all = new SortedDictionary<string, RegoType>(StringComparer.Ordinal);
        RegoType? function = null;
        foreach (var type in types)
        {
            if (IsAnything(type))
            {
                return Anything;
            }

            if (type is RegoType.Function)
            {
                function = Or(function, type);
                continue;
            }

            foreach (var one in type is null ? [] : Alternatives(type))
            {
                all[one.ToString()] = one;
            }

            if (all.Count > SizeMax)
            {
                return Anything;
            }
        }

        return Or(OneOf([.. all.Values]), function);
    }

    /// <summary>The exact type of a value.</summary>
    public static RegoType Of(RegoValue value) => value switch
    {
        RegoArray array => Array([.. array.Items.ToArray().Select(Of)], array.Count == 0 ? Anything : null),
        RegoObject { Count: 0 } => Object(Anything, Anything),
        RegoObject members => Object(
            new SortedDictionary<RegoValue, RegoType?>(members.Keys.ToArray()
                .ToDictionary(static key => key, key => (RegoType?)Of(members.Get(key)!))),
            null,
            null),
        RegoSet set => Set(AnyOf(set.Items.ToArray().Select(Of)) ?? Anything),
        _ => value.Kind switch
        {
            RegoKind.Null => Null,
            RegoKind.Boolean => Boolean,
            RegoKind.Number => Number,
            _ => String,
        },
    };

    /// <summary>The type of what selects a part; null when there are no parts.</summary>
    public static RegoType? Keys(RegoType? type) => type?.Parts.Keys;

    /// <summary>The type of all parts together.</summary>
    public static RegoType? Values(RegoType? type) => type?.Parts.Values;

    /// <summary>What <see cref="RegoType.Parts"/> remembers.</summary>
    public static TypeParts PartsOf(RegoType type) => type switch
    {
        RegoType.Array array => new(Number, AnyOf([.. array.Items, array.Rest])),
        RegoType.Object members => new(
            AnyOf([.. members.Known.Keys.Select(Of), members.Key]),
            AnyOf([.. members.Known.Values, members.Value])),
        RegoType.Set set => new(set.Of, set.Of),
        RegoType.Any { Of.Count: 0 } => new(Anything, Anything),
        RegoType.Any any => new(AnyOf(any.Of.Select(Keys)), AnyOf(any.Of.Select(Values))),
        _ => new(null, null),
    };

    /// <summary>The type of the part that a constant selects; null when there is none.</summary>
    public static RegoType? Select(RegoType? type, RegoValue key)
    {
        switch (type)
        {
            case RegoType.Array array:
                return key is RegoNumber number && number.TryGetInt64(out var index) && index is >= 0 and < int.MaxValue
                    ? array.At((int)index)
                    : null;
            case RegoType.Object members:
                return members.Known.TryGetValue(key, out var known) ? known
                    : members.IsOpen && Contains(members.Key, Of(key)) ? members.Value : null;
            case RegoType.Set set:
                return Contains(set.Of, Of(key)) ? Of(key) : null;
            case RegoType.Any { Of.Count: 0 }:
                return Anything;
            case RegoType.Any any:
                return AnyOf(any.Of.Select(one => Select(one, key)));
            default:
                return null;
        }
    }

    private static bool Contains(RegoType? type, RegoType other) => type switch
    {
        RegoType.Any { Of.Count: 0 } => true,
        RegoType.Any any => any.Of.Contains(other),
        _ => type is not null && type.Equals(other),
    };

    // In the order of their texts.
    private static IReadOnlyList<RegoType> Alternatives(RegoType type) => type is RegoType.Any any ? any.Of : [type];

    private static RegoType? Merged(IReadOnlyList<RegoType> a, IReadOnlyList<RegoType> b)
    {
        var all = new List<RegoType>(a.Count + b.Count);
        var (i, j) = (0, 0);
        while (i < a.Count && j < b.Count)
        {
            var order = string.CompareOrdinal(a[i].ToString(), b[j].ToString());
            all.Add(order < 0 ? a[i] : b[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        all.AddRange(a.Skip(i));
        all.AddRange(b.Skip(j));
        return OneOf(all);
    }

    private static RegoType? OneOf(IReadOnlyList<RegoType> ordered) => ordered.Count switch
    {
        0 => null,
        1 => ordered[0],
        _ => Limit(new RegoType.Any(ordered)),
    };

    private static RegoType Limit(RegoType type) => type.Size > SizeMax || type.Depth > DepthMax ? Anything : type;
}
