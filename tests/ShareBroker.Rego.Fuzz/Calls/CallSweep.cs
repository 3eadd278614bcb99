using System.Diagnostics;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Calls;

/// <summary>Asks both engines for calls of each builtin over edge values: many in one query, and alone where the answers differ.</summary>
internal sealed class CallSweep(OpaEngine opa, CallArguments arguments, TextWriter output, TextWriter progress)
{
    private const int BatchMax = 150;
    private const int ShownMax = 5;

    // A builtin on which the reference engine falls over again and again takes long; the others shall have their turn.
    private static readonly TimeSpan OneMax = TimeSpan.FromSeconds(30);

    private readonly Judge _judge = new(opa);

    public long Asked { get; private set; }

    /// <summary>Calls with a value there.</summary>
    public long Answered { get; private set; }

    public int Builtins { get; private set; }

    public int Unexplained { get; private set; }

    /// <summary>Differences that a fresh server does not show.</summary>
    public int Unrepeatable { get; private set; }

    /// <summary>Builtins of which not all calls were asked, since the reference engine fell over too often.</summary>
    public List<string> Left { get; } = [];

    /// <summary>Calls that a limit of either engine cut off, by the builtin.</summary>
    public SortedDictionary<string, int> Uncompared { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls that differ, or end the query, among others and agree alone, by the builtin.</summary>
    public SortedDictionary<string, int> OnlyTogether { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Explained { get; } = new(StringComparer.Ordinal);

    /// <summary>So many calls of each builtin, or all that there are; stops between two builtins when the time is over.</summary>
    public async Task GoAsync(IReadOnlyList<(BuiltinSignature Signature, bool IsV0)> builtins, long seed, long count, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var (signature, isV0) in builtins.Where(static one => one.Signature.ArgumentTypes.Count > 0))
        {
            if (Stopwatch.GetElapsedTime(start) > time)
            {
                progress.WriteLine($"the time was over before {signature.Name}");
                return;
            }

            Builtins++;
            var shown = 0;
            var begin = Stopwatch.GetTimestamp();
            foreach (var batch in Calls(signature, seed, count).Chunk(BatchMax))
            {
                if (Stopwatch.GetElapsedTime(begin) > OneMax)
                {
                    Left.Add(signature.Name);
                    break;
                }

                foreach (var (call, ours, theirs) in await DifferingAsync(batch, isV0))
                {
                    Unexplained++;
                    if (++shown <= ShownMax)
                    {
                        output.WriteLine($"=== {call.Key}\nours:   {ours}\ntheirs: {theirs}");
                    }
                }
            }

            if (Builtins % 20 == 0)
            {
                progress.WriteLine(
                    $"{Builtins} builtins, {Asked} calls after {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, {Unexplained} unexplained");
            }
        }
    }

    private IEnumerable<BuiltinCall> Calls(BuiltinSignature signature, long seed, long count)
    {
        var (name, arity) = (signature.Name, signature.ArgumentTypes.Count);
        var calls = new Dictionary<string, BuiltinCall>(StringComparer.Ordinal);
        if (Math.Pow(arguments.Any(name).Count, arity) <= count / 2)
        {
            foreach (var call in All(arguments.Any(name), arity).Select(all => new BuiltinCall(name, RegoArray.Of([.. all]))))
            {
                calls.TryAdd(call.Key, call);
            }
        }

        var dice = new Dice(seed, name.Aggregate(0L, static (sum, letter) => ((sum * 31) + letter) % int.MaxValue));
        for (var tries = 0L; calls.Count < count && tries < count * 2; tries++)
        {
            var call = new BuiltinCall(name, arguments.Next(name, arity, dice));
            calls.TryAdd(call.Key, call);
        }

        return calls.Values;
    }

    private static IEnumerable<IEnumerable<RegoValue>> All(IReadOnlyList<RegoValue> values, int arity) => arity == 0
        ? [[]]
        : values.SelectMany(first => All(values, arity - 1).Select(rest => rest.Prepend(first)));

    // The calls whose answers differ for no known reason.
    private async Task<List<(BuiltinCall Call, Outcome Ours, Outcome Theirs)>> DifferingAsync(BuiltinCall[] calls, bool isV0)
    {
        var (ours, theirs) = await AnswersAsync(calls, isV0);
        if (ours is null || theirs is null)
        {
            // A fault that ends a query: which of the calls it is shows when they are asked in halves.
            return calls.Length == 1
                ? await AloneAsync(calls[0], isV0)
                : [.. await DifferingAsync(calls[..(calls.Length / 2)], isV0), .. await DifferingAsync(calls[(calls.Length / 2)..], isV0)];
        }

        Asked += calls.Length;
        Answered += theirs.Count;
        var found = new List<(BuiltinCall, Outcome, Outcome)>();
        for (var index = 0; index < calls.Length; index++)
        {
            var key = RegoNumber.Of(index);
            if (!Equals(ours.Get(key) is { } a ? RegoJson.Write(a) : null, theirs.Get(key) is { } b ? RegoJson.Write(b) : null))
            {
                found.AddRange(await AloneAsync(calls[index], isV0));
            }
        }

        return found;
    }

    // The value and its text in Rego's notation under the number of each call that has one; null when a query fails.
    private async Task<(RegoObject? Ours, RegoObject? Theirs)> AnswersAsync(BuiltinCall[] calls, bool isV0)
    {
        var (name, arity) = (calls[0].Name, calls[0].Arguments.Count);
        var call = $"{name}({string.Join(", ", Enumerable.Range(0, arity).Select(static index => $"a[{index}]"))})";
        var module = isV0
            ? $"package fuzzcalls\nanswers[[i, r, t]] {{ a := input[i]; r := {call}; t := sprintf(\"%v\", [[r]]) }}"
            : $"package fuzzcalls\nanswers contains [i, r, t] if {{ some i, a in input; r := {call}; t := sprintf(\"%v\", [[r]]) }}";
        var input = Node.OfTerm(RegoArray.Of([.. calls.Select(static one => one.Arguments)]));
        var query = Node.Text($"x = data.fuzzcalls.answers with input as {input}");
        var program = new FuzzProgram([Node.Text(module)], Node.Text("{}"), null, [query], false) { IsV0 = isV0 };
        var (ours, theirs) = await _judge.AskAsync(program);
        return (ByNumber(ours[0]), ByNumber(theirs[0]));
    }

    private static RegoObject? ByNumber(Outcome outcome)
    {
        if (!outcome.IsValue || RegoJson.Parse(outcome.Text) is not RegoArray { Count: 1 } one || one[0] is not RegoObject binding
            || binding.Get(RegoString.Of("x")) is not RegoArray answers)
        {
            return null;
        }

        var all = new RegoObject.Builder();
        foreach (var answer in answers.Items.ToArray().OfType<RegoArray>())
        {
            all.Set(answer[0], RegoArray.Of([answer[1], answer[2]]));
        }

        return all.Build();
    }

    private async Task<List<(BuiltinCall Call, Outcome Ours, Outcome Theirs)>> AloneAsync(BuiltinCall call, bool isV0)
    {
        var (ours, theirs) = await AskOneAsync(call, isV0);
        if (ours.Kind == OutcomeKind.None || theirs.Kind == OutcomeKind.None)
        {
            Uncompared[call.Name] = Uncompared.GetValueOrDefault(call.Name) + 1;
            return [];
        }

        if (!Judge.Differ(ours, theirs))
        {
            OnlyTogether[call.Name] = OnlyTogether.GetValueOrDefault(call.Name) + 1;
            return [];
        }

        var difference = new CallDifference(call.Name, call.Arguments.Items.ToArray(), ours, theirs, IsStrict: false,
            others => AskOneAsync(call with { Arguments = RegoArray.Of([.. others]) }, isV0));
        if (await Judge.ReasonAsync(difference) is { } known)
        {
            Explained[known.Name] = Explained.GetValueOrDefault(known.Name) + 1;
            return [];
        }

        // The reference engine keeps some things from call to call; a fresh one does not have them.
        opa.Stop();
        (ours, theirs) = await AskOneAsync(call, isV0);
        Unrepeatable += Judge.Differ(ours, theirs) ? 0 : 1;
        return Judge.Differ(ours, theirs) ? [(call, ours, theirs)] : [];
    }

    private async Task<(Outcome Ours, Outcome Theirs)> AskOneAsync(BuiltinCall call, bool isV0) =>
        (await CallStudy.AskAsync(_judge.AskAsync, [call], isStrict: false, isV0))[0];
}
