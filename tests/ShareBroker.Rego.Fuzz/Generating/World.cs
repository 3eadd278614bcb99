using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>What a program may refer to so far: its documents, its rules and functions.</summary>
internal sealed class World(Dice dice, RegoObject data, RegoValue? input)
{
    private int _names;

    public Dice Dice { get; } = dice;

    public RegoObject Data { get; } = data;

    public RegoValue? Input { get; } = input;

    /// <summary>Paths to one value.</summary>
    public List<Place> Places { get; } = [];

    /// <summary>Paths to many values.</summary>
    public List<Place> Spreads { get; } = [];

    /// <summary>Rules defined so far.</summary>
    public List<Place> Rules { get; } = [];

    public List<FunctionSign> Functions { get; } = [];

    public static World Of(Dice dice)
    {
        var data = new RegoObject.Builder();
        for (var index = dice.Between(1, 3); index > 0; index--)
        {
            data.Set(RegoString.Of("d" + index), Edges.Value(dice, 3));
        }

        if (dice.Chance(15))
        {
            data.Set(RegoString.Of("fuzz"), new RegoObject.Builder().Set(RegoString.Of("base"), Edges.Value(dice, 2)).Build());
        }

        RegoValue? input = dice.Weighed(80, 10, 10) switch
        {
            0 => Map(dice),
            1 => Edges.Value(dice, 2),
            _ => null,
        };
        var world = new World(dice, data.Build(), input);
        world.Note("data", world.Data, 4);
        world.Places.RemoveAll(static place => place.Text is "data" or "data.fuzz");
        world.Spreads.RemoveAll(static place => place.Text.StartsWith("data[", StringComparison.Ordinal)
            || place.Text.StartsWith("data.fuzz[", StringComparison.Ordinal));
        if (input is not null)
        {
            world.Note("input", input, 4);
        }

        return world;
    }

    public string Name(string prefix) => prefix + (++_names).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A path step as Rego writes it.</summary>
    public static string Step(RegoValue key, Dice? dice = null) =>
        key is RegoString { Value: var name } && IsName(name) && dice?.Chance(15) != true ? "." + name : $"[{Node.OfTerm(key)}]";

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(name[0])
        && name is not ("if" or "in" or "as" or "not" or "some" or "every" or "else" or "with" or "default" or "import" or "package"
            or "contains" or "true" or "false" or "null");

    private static RegoObject Map(Dice dice)
    {
        var map = new RegoObject.Builder();
        for (var count = dice.Between(2, 5); count > 0; count--)
        {
            map.Set(RegoString.Of(dice.Pick(Edges.Names)), Edges.Value(dice, 3));
        }

        return map.Build();
    }

    private void Note(string path, RegoValue value, int depth)
    {
        Places.Add(new Place(path, Shape.Of(value)));
        if (depth == 0)
        {
            return;
        }

        switch (value)
        {
            case RegoArray { Count: > 0 } array:
                Spreads.Add(new Place(path + "[_]", Shape.Of(value).Items));
                Note($"{path}[0]", array[0], depth - 1);
                Note($"{path}[{array.Count - 1}]", array[array.Count - 1], depth - 1);
                break;
            case RegoObject { Count: > 0 } map:
                Spreads.Add(new Place(path + "[_]", Shape.Of(value).Items));
                foreach (var (key, member) in Node.Entries(map))
                {
                    Note(path + Step(key, Dice), member, depth - 1);
                }

                break;
            default:
                break;
        }
    }
}
