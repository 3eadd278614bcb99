using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Makes a type of a JSON schema. What a schema says beyond types is left to those who match documents against it.</summary>
internal sealed class SchemaReader
{
    private const int DepthMax = 100;

    private readonly RegoValue _root;

    // References that are being read: one that leads to itself may be anything there.
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private SchemaReader(RegoValue root) => _root = root;

    /// <exception cref="FormatException">The schema refers to what it does not hold, or is no schema.</exception>
    public static RegoType Read(RegoValue schema) => new SchemaReader(schema).TypeOf(schema, 0) ?? Types.Anything;

    private RegoType? TypeOf(RegoValue? schema, int depth)
    {
        if (schema is RegoBoolean || depth > DepthMax)
        {
            return Types.Anything;
        }

        if (schema is not RegoObject members)
        {
            throw new FormatException("unable to compile the schema: a schema is an object");
        }

        if (Member(members, "$ref") is RegoString reference)
        {
            return Referred(reference.Value, depth);
        }

        if (Member(members, "anyOf") is RegoArray { Count: > 0 } either)
        {
            var core = Plain(members, depth);
            var start = core is RegoType.Object { IsOpen: false } ? core : null;
            return either.Items.ToArray().Select(one => TypeOf(one, depth + 1)).Aggregate(start, Types.Or);
        }

        return Member(members, "allOf") is RegoArray { Count: > 0 } all
            ? all.Items.ToArray().Select(one => TypeOf(one, depth + 1)).Append(HasCore(members) ? Plain(members, depth) : null)
                .Aggregate((RegoType?)null, Merged)
            : Plain(members, depth);
    }

    private static RegoValue? Member(RegoObject members, string name) => members.Get(RegoString.Of(name));

    private static bool HasCore(RegoObject members) => Member(members, "type") is not null || Member(members, "properties") is not null;

    private RegoType? Referred(string reference, int depth)
    {
        if (!reference.StartsWith('#'))
        {
            throw new FormatException("unable to compile the schema: remote reference loading disabled");
        }

        if (!_open.Add(reference))
        {
            return Types.Anything;
        }

        var target = _root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var key = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            target = Part(target, key) ?? throw new FormatException($"unable to compile the schema: Object has no key '{key}'");
        }

        var type = TypeOf(target, depth + 1);
        _open.Remove(reference);
        return type;
    }

    private static RegoValue? Part(RegoValue around, string key) => around switch
    {
        RegoObject members => Member(members, key),
        RegoArray items when int.TryParse(key, out var index) && index >= 0 && index < items.Count => items[index],
        _ => null,
    };

    private RegoType Plain(RegoObject members, int depth)
    {
        var types = Member(members, "type") switch
        {
            RegoString one => [one.Value],
            RegoArray several => several.Items.ToArray().OfType<RegoString>().Select(static one => one.Value).ToArray(),
            _ => (string[])[],
        };
        var properties = Member(members, "properties") as RegoObject;
        var items = Member(members, "items");
        return types switch
        {
            _ when types.Contains("boolean") => Types.Boolean,
            _ when types.Contains("string") => Types.String,
            _ when types.Contains("integer") || types.Contains("number") => Types.Number,
            _ when types.Contains("object") || (types.Length == 0 && properties is { Count: > 0 }) => ObjectOf(properties, depth),
            _ when types.Contains("array") || (types.Length == 0 && items is not null) => ArrayOf(items, depth),
            _ => Types.Anything,
        };
    }

    private RegoType ObjectOf(RegoObject? properties, int depth)
    {
        if (properties is not { Count: > 0 })
        {
            return Types.Object(Types.Anything, Types.Anything);
        }

        var known = new SortedDictionary<RegoValue, RegoType?>();
        foreach (var key in properties.Keys)
        {
            known[key] = TypeOf(properties.Get(key), depth + 1);
        }

        return Types.Object(known, null, null);
    }

    private RegoType ArrayOf(RegoValue? items, int depth) => items switch
    {
        null or RegoArray { Count: 0 } => Types.Array([], Types.Anything),
        RegoArray several => Types.Array([.. several.Items.ToArray().Select(one => TypeOf(one, depth + 1))], null),
        _ => Types.Array([], TypeOf(items, depth + 1)),
    };

    private static RegoType? Merged(RegoType? left, RegoType? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        if (left is RegoType.Object a && right is RegoType.Object b)
        {
            var known = new SortedDictionary<RegoValue, RegoType?>(a.Known.ToDictionary());
            foreach (var (key, type) in b.Known)
            {
                known[key] = known.TryGetValue(key, out var first) ? Merged(first, type) : type;
            }

            return Types.Object(known, a.Key ?? b.Key, a.Value ?? b.Value);
        }

        return left.Equals(right) ? left : throw new FormatException("unable to merge these schemas");
    }
}
