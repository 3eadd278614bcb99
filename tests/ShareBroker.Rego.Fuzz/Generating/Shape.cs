using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>What values a term has, as far as the generator cares: enough that most programs are sound.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Item">What lists, bags and maps hold.</param>
internal sealed record Shape(ShapeKind Kind, Shape? Item = null)
{
    public static readonly Shape Any = new(ShapeKind.Any);
    public static readonly Shape Null = new(ShapeKind.Null);
    public static readonly Shape Flag = new(ShapeKind.Flag);
    public static readonly Shape Number = new(ShapeKind.Number);
    public static readonly Shape Text = new(ShapeKind.Text);

    public bool HoldsItems => Kind is ShapeKind.List or ShapeKind.Map or ShapeKind.Bag;

    public Shape Items => Item ?? Any;

    public static Shape List(Shape item) => new(ShapeKind.List, item);

    public static Shape Bag(Shape item) => new(ShapeKind.Bag, item);

    public static Shape Map(Shape item) => new(ShapeKind.Map, item);

    public static Shape Of(RegoValue value) => value switch
    {
        RegoNull => Null,
        RegoBoolean => Flag,
        RegoNumber => Number,
        RegoString => Text,
        RegoArray array => List(Common(array.Items.ToArray())),
        RegoSet set => Bag(Common(set.Items.ToArray())),
        RegoObject map => Map(Common(Enumerable.Range(0, map.Count).Select(map.ValueAt).ToArray())),
        _ => Any,
    };

    public static Shape Of(RegoType? type, Dice dice) => type switch
    {
        RegoType.Scalar scalar => scalar.Kind switch
        {
            RegoKind.Null => Null,
            RegoKind.Boolean => Flag,
            RegoKind.Number => Number,
            _ => Text,
        },
        RegoType.Any { Of.Count: > 0 } any => Of(dice.Pick(any.Of), dice),
        RegoType.Array array => List(Of(array.Rest ?? (array.Items.Count > 0 ? array.Items[0] : null), dice)),
        RegoType.Set set => Bag(Of(set.Of, dice)),
        RegoType.Object map => Map(Of(map.Value, dice)),
        _ => Any,
    };

    public static Shape Random(Dice dice, int depth) => dice.Weighed(2, 5, 14, 14, depth > 0 ? 8 : 0, depth > 0 ? 8 : 0, depth > 0 ? 6
        : 0) switch
    {
        0 => Null,
        1 => Flag,
        2 => Number,
        3 => Text,
        4 => List(Random(dice, depth - 1)),
        5 => Map(Random(dice, depth - 1)),
        _ => Bag(Random(dice, depth - 1)),
    };

    /// <summary>Whether a term of the shape may stand where this one is wanted.</summary>
    public bool Takes(Shape offered) =>
        Kind == ShapeKind.Any
        || (Kind == offered.Kind && (Item is null || offered.Item is null || Item.Takes(offered.Item)));

    private static Shape Common(RegoValue[] items)
    {
        if (items.Length == 0)
        {
            return Any;
        }

        var first = Of(items[0]);
        return items.All(item => Of(item).Kind == first.Kind) ? first : Any;
    }
}
