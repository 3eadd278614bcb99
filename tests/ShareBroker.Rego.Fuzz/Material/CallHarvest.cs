using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Material;

/// <summary>Takes the calls out of a parsed text whose arguments are known without evaluating anything but paths.</summary>
internal static class CallHarvest
{
    public static void Take(
        Module module, RegoObject data, RegoValue? input, SortedDictionary<string, List<IReadOnlyList<Node>>> into, int most)
    {
        foreach (var rule in module.Rules)
        {
            for (var one = rule; one is not null; one = one.Else)
            {
                Take(SyntaxWalk.Terms(one), data, input, into, most);
            }
        }
    }

    public static void Take(
        Body body, RegoObject data, RegoValue? input, SortedDictionary<string, List<IReadOnlyList<Node>>> into, int most) =>
        Take(SyntaxWalk.Terms(body), data, input, into, most);

    /// <summary>The calls of builtins in a program whose arguments are known without evaluating anything but paths.</summary>
    public static IEnumerable<BuiltinCall> Of(FuzzProgram program)
    {
        var data = (RegoObject)RegoJson.Parse(program.Data.ToString());
        var input = program.Input is { } node ? RegoJson.Parse(node.ToString()) : null;
        foreach (var call in program.Modules
            .Select(module => Parser.ParseModule("m", module.ToString(), program.Version).Result).OfType<Module>()
            .SelectMany(static module => module.Rules).SelectMany(Chain).SelectMany(SyntaxWalk.Terms).OfType<Term.Call>()
            .Where(static call => CallRewriter.IsPlain(call.Name)))
        {
            var arguments = call.Arguments.Select(argument => Value(argument, data, input)).ToArray();
            if (!Array.Exists(arguments, static argument => argument is null))
            {
                yield return new BuiltinCall(call.Name, RegoArray.Of(arguments!));
            }
        }
    }

    private static IEnumerable<Rule> Chain(Rule rule)
    {
        for (var one = rule; one is not null; one = one.Else)
        {
            yield return one;
        }
    }

    private static void Take(
        IEnumerable<Term> terms, RegoObject data, RegoValue? input, SortedDictionary<string, List<IReadOnlyList<Node>>> into, int most)
    {
        foreach (var call in terms.OfType<Term.Call>())
        {
            var arguments = call.Arguments.Select(argument => Value(argument, data, input)).ToList();
            if (arguments.Count == 0 || arguments.Contains(null) || arguments.Sum(static argument => argument!.ToString().Length) > 12_000)
            {
                continue;
            }

            if (!into.TryGetValue(call.Name, out var known))
            {
                into[call.Name] = known = [];
            }

            if (known.Count < most)
            {
                known.Add([.. arguments.Select(static argument => Node.OfTerm(argument!))]);
            }
        }
    }

    /// <summary>The value of a term without variables but paths; null when it has others, or there is nothing.</summary>
    public static RegoValue? Value(Term term, RegoObject data, RegoValue? input)
    {
        switch (term)
        {
            case Term.Constant constant: return constant.Value;
            case Term.Array array:
                var items = array.Items.Select(item => Value(item, data, input)).ToArray();
                return Array.Exists(items, static item => item is null) ? null : RegoArray.Of(items!);
            case Term.Set set:
                var members = new RegoSet.Builder();
                foreach (var item in set.Items)
                {
                    if (Value(item, data, input) is not { } member)
                    {
                        return null;
                    }

                    members.Add(member);
                }

                return members.Build();
            case Term.Object map:
                var built = new RegoObject.Builder();
                foreach (var entry in map.Entries)
                {
                    if (Value(entry.Key, data, input) is not { } key || Value(entry.Value, data, input) is not { } value)
                    {
                        return null;
                    }

                    built.Set(key, value);
                }

                return built.Build();
            case Term.Ref { Head: Term.Var { Name: "input" or "data" } head } path:
                var at = head.Name == "data" ? data : input;
                foreach (var operand in path.Operands)
                {
                    at = operand is Term.Constant step ? Step(at, step.Value) : null;
                }

                return at;
            default: return null;
        }
    }

    private static RegoValue? Step(RegoValue? at, RegoValue step) => at switch
    {
        RegoObject map => map.Get(step),
        RegoArray array when step is RegoNumber number && number.TryGetInt64(out var index) && index >= 0 && index < array.Count =>
            array[(int)index],
        _ => null,
    };
}
