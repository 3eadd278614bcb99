using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Whole policies as people publish them, with changed inputs: a folder of pairs <c>name.rego</c> and <c>name.json</c>, which
/// holds <c>query</c>, <c>data</c> and <c>inputs</c>.</summary>
internal sealed class PublicPolicies
{
    private readonly List<(Node Module, RegoObject Data, RegoArray Inputs, Node Query)> _all = [];

    public bool Any => _all.Count > 0;

    public int Count => _all.Count;

    public static PublicPolicies Load(string folder)
    {
        var read = new PublicPolicies();
        foreach (var file in Directory.EnumerateFiles(folder, "*.rego").Order(StringComparer.Ordinal))
        {
            var facts = (RegoObject)RegoJson.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")));
            var module = Parser.ParseModule(file, File.ReadAllText(file)).Result
                ?? throw new InvalidDataException($"'{file}' does not parse");
            var data = facts.Get(RegoString.Of("data")) as RegoObject ?? RegoObject.Empty;
            var inputs = (RegoArray)facts.Get(RegoString.Of("inputs"))!;
            var query = ((RegoString)facts.Get(RegoString.Of("query"))!).Value;
            read._all.Add((SyntaxNodes.Of(module), data, inputs, ProgramWriter.Query(query)));
        }

        return read;
    }

    public FuzzProgram Next(Dice dice)
    {
        var (module, data, inputs, query) = dice.Pick(_all);
        var words = Scalars(inputs).Concat(Scalars(data)).ToArray();
        var input = inputs[dice.Below(inputs.Count)];
        for (var changes = dice.Weighed(1, 3, 3, 2, 1); changes > 0; changes--)
        {
            input = Changed(input, words, dice);
        }

        if (dice.Chance(25))
        {
            data = (RegoObject)Changed(data, words, dice);
        }

        return new FuzzProgram([module], Node.OfJson(data), Node.OfJson(input), [query], dice.Chance(10)) { Origin = "public" };
    }

    // Goes down some way and changes what is there: another word of the same world, one part less, one part twice, anything.
    private static RegoValue Changed(RegoValue value, RegoValue[] words, Dice dice)
    {
        if (value is RegoObject { Count: > 0 } map)
        {
            var built = new RegoObject.Builder();
            var at = dice.Below(map.Count);
            var drop = dice.Chance(15);
            for (var index = 0; index < map.Count; index++)
            {
                if (index != at)
                {
                    built.Set(map.KeyAt(index), map.ValueAt(index));
                }
                else if (!drop)
                {
                    built.Set(map.KeyAt(index), Changed(map.ValueAt(index), words, dice));
                }
            }

            return built.Build();
        }

        if (value is RegoArray { Count: > 0 } array)
        {
            var items = array.Items.ToArray().ToList();
            var at = dice.Below(items.Count);
            switch (dice.Weighed(12, 3, 3))
            {
                case 0: items[at] = Changed(items[at], words, dice); break;
                case 1: items.RemoveAt(at); break;
                default: items.Insert(at, Changed(items[at], words, dice)); break;
            }

            return RegoArray.Of([.. items]);
        }

        return dice.Weighed(6, 3, 1) switch
        {
            0 => dice.Pick(words),
            1 => Edges.Like(value, dice, 1),
            _ => Edges.Value(dice, 2),
        };
    }

    private static IEnumerable<RegoValue> Scalars(RegoValue value) => value switch
    {
        RegoArray array => array.Items.ToArray().SelectMany(Scalars),
        RegoObject map => Node.Entries(map).SelectMany(static entry => Scalars(entry.Value)),
        _ => [value],
    };
}
