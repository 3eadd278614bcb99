using System.Text;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>
/// The calls of builtins that a program makes, each asked of both engines alone. When the engines differ in a program because they differ
/// in
/// some calls, they agree as soon as those calls, and nothing else, are answered for both by a table of this engine's answers.
/// </summary>
internal sealed class CallStudy
{
    private const int CallsMax = 400;

    private readonly Difference _difference;

    private CallStudy(Difference difference) => _difference = difference;

    /// <summary>The calls on which the engines differ.</summary>
    public IReadOnlyList<CallDifference> Differing { get; private set; } = [];

    /// <summary>The calls that fail when builtin errors are strict, by their code, as both engines say; others are among
    /// <see cref="Differing"/>. Only of a strict program.</summary>
    public IReadOnlyList<(string Name, string Code)> Failing { get; private set; } = [];

    /// <summary>Whether the engines agree on the program when the differing calls are answered by a table.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What was found out, for a reader.</summary>
    public override string ToString() => string.Concat(Differing.Select(static call =>
        $"call:   {call.Name}({string.Join(", ", call.Arguments)}): {call.Ours} here, {call.Theirs} there\n"))
        + (IsWhole ? "with these answered by a table the engines agree\n" : string.Empty);

    public static async Task<CallStudy> MakeAsync(Difference difference)
    {
        var study = new CallStudy(difference);
        var calls = study.Calls();
        if (calls.Count is > 0 and <= CallsMax)
        {
            await study.AskAsync(calls);
            study.IsWhole = study.Differing.Count > 0 && await study.AgreeWithTableAsync();
        }

        return study;
    }

    /// <summary>Asks both engines for calls, one by one.</summary>
    public static Task<IReadOnlyList<(Outcome Ours, Outcome Theirs)>> AskAsync(
        Difference difference, IReadOnlyList<BuiltinCall> calls, bool isStrict) =>
        AskAsync(difference.AskAll, calls, isStrict, difference.Program.IsV0);

    /// <summary>The same without a program that they stand in.</summary>
    public static async Task<IReadOnlyList<(Outcome Ours, Outcome Theirs)>> AskAsync(
        Func<FuzzProgram, Task<(IReadOnlyList<Outcome> Ours, IReadOnlyList<Outcome> Theirs)>> askAll, IReadOnlyList<BuiltinCall> calls,
        bool isStrict, bool isV0)
    {
        var (ours, theirs) = await askAll(isStrict ? Strictly(calls, isV0) : Plainly(calls, isV0));
        return [.. ours.Zip(theirs)];
    }

    private static FuzzProgram Plainly(IReadOnlyList<BuiltinCall> calls, bool isV0)
    {
        var queries = calls.Select(static call => Node.Text($"x = {call.Text} with input as {call.Input}; t = sprintf(\"%v\", [[x]])"));
        return new FuzzProgram([], Node.Text("{}"), null, [.. queries], false) { IsV0 = isV0 };
    }

    private static FuzzProgram Strictly(IReadOnlyList<BuiltinCall> calls, bool isV0)
    {
        var module = new StringBuilder("package fuzzcall\n");
        var word = isV0 ? string.Empty : "if ";
        for (var index = 0; index < calls.Count; index++)
        {
            module.Append($"x{index} = r {word}{{ r = {calls[index].Text} with input as {calls[index].Input} }}\n");
        }

        var queries = calls.Select(static (_, index) => Node.Text($"x = data.fuzzcall.x{index}"));
        return new FuzzProgram([Node.Text(module.ToString())], Node.Text("{}"), null, [.. queries], true) { IsV0 = isV0 };
    }

    // What this engine calls while it evaluates the program: as asked, with its definitions turned round, and with everything asked for,
    // since of what ends early only a part is called.
    private List<BuiltinCall> Calls()
    {
        var rewriter = new CallRewriter(CallRewriter.IsPlain);
        var calls = new Dictionary<string, BuiltinCall>(StringComparer.Ordinal);
        if (rewriter.Apply(_difference.Only(isStrict: false)) is not { } rewritten || rewriter.Found.Count == 0)
        {
            return [];
        }

        if (_difference.Program.IsStrict)
        {
            // What a fault before it keeps from being called at all can often be read from the text.
            foreach (var call in CallHarvest.Of(_difference.Program))
            {
                calls.TryAdd(call.Key, call);
            }
        }

        var note = RegoBuiltin.Of("fuzz.note", "string, array[any] -> boolean", (_, arguments) =>
        {
            var call = new BuiltinCall(((RegoString)arguments[0]).Value, (RegoArray)arguments[1]);
            lock (calls)
            {
                calls.TryAdd(call.Key, call);
            }

            return RegoBoolean.True;
        }, isDeterministic: false);
        var notes = Noting(rewriter.Found, rewritten.IsV0);
        var noting = rewritten with { Modules = [.. rewritten.Modules, notes] };
        OwnEngine.Ask(noting, note);
        if (_difference.Program.IsStrict || _difference.Theirs.Kind == OutcomeKind.Broken)
        {
            OwnEngine.Ask(noting with { Queries = [Node.Text("x = data")] }, note);
            if (ProgramChanges.AllWays(rewritten) is { } all)
            {
                OwnEngine.Ask(all with { Modules = [.. all.Modules, notes], Queries = [Node.Text("x = data")] }, note);
            }

            if (ProgramChanges.Reversed(rewritten) is { } turned)
            {
                OwnEngine.Ask(turned with { Modules = [.. turned.Modules, notes] }, note);
            }
        }

        return [.. calls.Values];
    }

    private static Node Noting(IReadOnlyCollection<string> names, bool isV0)
    {
        var module = new StringBuilder($"package {CallRewriter.Package}\n");
        foreach (var name in names)
        {
            var list = Parameters(name);
            module.Append(
                $"{CallRewriter.Substitute(name)}({list}) = r {If(isV0)}{{ fuzz.note(\"{name}\", [{list}]); r = {name}({list}) }}\n");
        }

        return Node.Text(module.ToString());
    }

    private static string Parameters(string name) =>
        string.Join(", ", Enumerable.Range(0, BuiltinRegistry.All[name].Signature.ArgumentTypes.Count).Select(static index => $"a{index}"));

    private static string If(bool isV0) => isV0 ? string.Empty : "if ";

    private async Task AskAsync(List<BuiltinCall> calls)
    {
        var differing = new List<CallDifference>();
        var failing = new List<(string, string)>();
        var asked = await AskAsync(_difference, calls, isStrict: false);
        var strict = _difference.Program.IsStrict ? await AskAsync(_difference, calls, isStrict: true) : [];
        for (var index = 0; index < calls.Count; index++)
        {
            if (Judge.Differ(asked[index].Ours, asked[index].Theirs))
            {
                differing.Add(Of(calls[index], asked[index], isStrict: false));
            }
            else if (strict.Count > 0 && Judge.Differ(strict[index].Ours, strict[index].Theirs))
            {
                differing.Add(Of(calls[index], strict[index], isStrict: true));
            }
            else if (strict.Count > 0 && strict[index].Ours is { Kind: OutcomeKind.EvaluationError } fault)
            {
                failing.Add((calls[index].Name, fault.Text));
            }
        }

        Differing = differing;
        Failing = failing;
    }

    private CallDifference Of(BuiltinCall call, (Outcome Ours, Outcome Theirs) answers, bool isStrict) => new(
        call.Name, call.Arguments.Items.ToArray(), answers.Ours, answers.Theirs, isStrict,
        async arguments => (await AskAsync(_difference, [call with { Arguments = RegoArray.Of([.. arguments]) }], isStrict))[0]);

    private async Task<bool> AgreeWithTableAsync()
    {
        var names = Differing.Select(static call => call.Name).ToHashSet(StringComparer.Ordinal);
        var program = new CallRewriter(names.Contains).Apply(_difference.Only());
        return program is not null
            && await _difference.AgreeAsync(program with { Modules = [Table(program.IsV0), .. program.Modules] });
    }

    private Node Table(bool isV0)
    {
        var module = new StringBuilder($"package {CallRewriter.Package}\n");
        foreach (var group in Differing.GroupBy(static call => call.Name))
        {
            var (name, list, word) = (Substitute(group.Key), Parameters(group.Key), If(isV0));
            var entries = group.Select(static call =>
                $"[{Node.OfTerm(RegoArray.Of([.. call.Arguments]))}, [{(call.OurValue is { } value ? Node.OfTerm(value) : string.Empty)}]]");
            module.Append($"t{name} = x {word}{{ x = input with input as [{string.Join(", ", entries)}] }}\n");
            module.Append($"m{name}(x) = [r | e = t{name}[_]; e[0] == x; r = e[1]]\n");
            module.Append($"w{name}({list}) = r {word}{{ m = m{name}([{list}]); m != []; r = m[0][0] }}\n");
            module.Append($"w{name}({list}) = r {word}{{ m = m{name}([{list}]); m == []; r = {group.Key}({list}) }}\n");
        }

        return Node.Text(module.ToString());
    }

    private static string Substitute(string name) => CallRewriter.Substitute(name)[1..];
}
