using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Calls;

/// <summary>What a sweep calls a builtin with: edge terms, what the cases pass, either with one argument changed, and spoilt
/// texts.</summary>
internal sealed class CallArguments
{
    private readonly EdgeTerms _edges;
    private readonly Dictionary<string, RegoValue[][]> _recorded;

    /// <param name="edges">Terms by the names of builtins.</param>
    /// <param name="calls">What cases pass, by the names of builtins.</param>
    public CallArguments(EdgeTerms edges, IEnumerable<KeyValuePair<string, IReadOnlyList<IReadOnlyList<Node>>>> calls)
    {
        _edges = edges;
        // Cases also call functions of their own.
        _recorded = calls.Where(static entry => BuiltinRegistry.All.ContainsKey(entry.Key)).GroupBy(static entry => entry.Key,
            StringComparer.Ordinal).ToDictionary(
            static group => group.Key,
            static group => group.SelectMany(static entry => entry.Value).Where(arguments => arguments.Count == Arity(group.Key))
                .Select(static arguments => arguments.Select(static argument => EdgeTerms.Value(argument.ToString())).ToArray()).ToArray(),
            StringComparer.Ordinal);
    }

    // A call in a case may also name its result, behind the arguments.
    private static int Arity(string name) => BuiltinRegistry.All[name].Signature.ArgumentTypes.Count;

    /// <summary>All terms that any argument of the builtin may be, without those that cases pass.</summary>
    public IReadOnlyList<RegoValue> Any(string builtin) => _edges.For(builtin).Any;

    public RegoArray Next(string builtin, int arity, Dice dice)
    {
        var (likely, any) = _edges.For(builtin);
        // Where other terms make huge results, nothing is changed either.
        var isAlone = ReferenceEquals(likely, any);
        var recorded = isAlone ? [] : _recorded.GetValueOrDefault(builtin, []);

        // What is no sound YAML is told apart by a library, which is not always as strict or as lenient as another one.
        var mayBeSpoilt = !isAlone && !builtin.StartsWith("yaml.", StringComparison.Ordinal);
        var arguments = recorded.Length > 0 && dice.Chance(50) ? (RegoValue[])dice.Pick(recorded).Clone() : new RegoValue[arity];
        var changed = arguments[0] is null ? -1 : dice.Below(arity);
        for (var place = 0; place < arity; place++)
        {
            if (arguments[place] is null || place == changed)
            {
                var value = recorded.Length > 0 && dice.Chance(40) ? dice.Pick(recorded)[place]
                    : dice.Pick(dice.Chance(80) ? likely : any);
                arguments[place] = mayBeSpoilt && dice.Chance(20) ? Spoilt(value, dice) : value;
            }
        }

        return RegoArray.Of(arguments);
    }

    // A letter more, less or another one, somewhere.
    private static RegoValue Spoilt(RegoValue value, Dice dice)
    {
        switch (value)
        {
            case RegoString { Value: { Length: > 0 and < 4000 } text }:
                var at = dice.Below(text.Length);
                var letter = dice.Chance(60) ? text[dice.Below(text.Length)].ToString() : dice.Pick(Letters);
                var spoilt = dice.Below(3) switch
                {
                    0 => text[..at] + text[(at + 1)..],
                    1 => text[..at] + letter + text[at..],
                    _ => text[..at] + letter + text[(at + 1)..],
                };
                return RegoString.Of(spoilt.Any(char.IsSurrogate) ? text : spoilt);
            case RegoArray { Count: > 0 } list:
                var items = list.Items.ToArray();
                var index = dice.Below(items.Length);
                items[index] = Spoilt(items[index], dice);
                return RegoArray.Of(items);
            case RegoObject { Count: > 0 } map:
                var chosen = dice.Below(map.Count);
                var built = new RegoObject.Builder();
                foreach (var (key, member) in Node.Entries(map))
                {
                    built.Set(key, chosen-- == 0 ? Spoilt(member, dice) : member);
                }

                return built.Build();
            default:
                return value;
        }
    }

    private static readonly string[] Letters = [" ", "0", "9", ".", "-", "+", "/", "\\", "\"", "{", "}", "[", "*", "%", "é", "\n", "_",
        ":", "A", "z"];
}
