using System.Globalization;
using System.Text;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>What the programs of a run were made of and how they ended: a run of errors alone would prove nothing.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _features = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Seen, int Defined)> _builtins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _ends = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _origins = new(StringComparer.Ordinal);

    public int Programs { get; private set; }

    public int Compiled { get; private set; }

    public int Defined { get; private set; }

    public IReadOnlyDictionary<string, int> Features => _features;

    public IReadOnlyDictionary<string, (int Seen, int Defined)> Builtins => _builtins;

    /// <summary>Counts one program by what the reference engine said.</summary>
    public void Add(FuzzProgram program, IReadOnlyList<Outcome> theirs)
    {
        Programs++;
        _origins[program.Origin] = _origins.GetValueOrDefault(program.Origin) + 1;
        if (theirs.All(static outcome => outcome.Kind is not OutcomeKind.ModuleError))
        {
            Compiled++;
        }

        var defined = theirs.Any(static outcome => outcome.IsValue);
        Defined += defined ? 1 : 0;
        foreach (var outcome in theirs)
        {
            var end = outcome.IsUndefined ? "undefined" : outcome.IsValue ? "value" : $"{outcome.Kind}: {outcome.Text}";
            _ends[end] = _ends.GetValueOrDefault(end) + 1;
        }

        if (theirs.All(static outcome => outcome.Kind is OutcomeKind.Answer or OutcomeKind.EvaluationError))
        {
            AddParts(program, theirs);
        }
    }

    public string Report(IEnumerable<string> offered)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"programs {Programs}, compile {Share(Compiled)}, some result {Share(Defined)}\n");
        text.Append("by origin: ").AppendJoin(", ", _origins.Select(static one => $"{one.Key} {one.Value}")).Append('\n');
        text.Append("answers by the reference engine:\n");
        foreach (var (end, count) in _ends.OrderByDescending(static one => one.Value))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {count,8} {end}\n");
        }

        text.Append("programs that compile and have the feature:\n");
        foreach (var (feature, count) in _features)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {count,8} {feature}\n");
        }

        text.Append("calls of builtins (in programs, as a rule that got a value):\n");
        foreach (var name in offered)
        {
            var (seen, defined) = _builtins.GetValueOrDefault(name);
            text.Append(CultureInfo.InvariantCulture, $"  {seen,8} {defined,8} {name}\n");
        }

        return text.ToString();
    }

    private string Share(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} ({(Programs == 0 ? 0 : 100.0 * count / Programs):F1} %)");

    private void AddParts(FuzzProgram program, IReadOnlyList<Outcome> theirs)
    {
        var features = new HashSet<string>(StringComparer.Ordinal);
        var builtins = new HashSet<string>(StringComparer.Ordinal);
        if (program.IsStrict)
        {
            features.Add("strict builtin errors");
        }

        if (program.IsV0)
        {
            features.Add("modules of before OPA 1.0");
        }

        foreach (var node in program.Modules)
        {
            if (Parser.ParseModule("m", node.ToString(), program.Version).Result is not { } module)
            {
                continue;
            }

            SyntaxFeatures.Take(module, features);
            foreach (var call in module.Rules.SelectMany(Chain).SelectMany(SyntaxWalk.Terms).OfType<Term.Call>())
            {
                builtins.Add(call.Name);
            }

            NoteValues(program, module, theirs);
        }

        foreach (var feature in features)
        {
            _features[feature] = _features.GetValueOrDefault(feature) + 1;
        }

        foreach (var name in builtins)
        {
            var (seen, defined) = _builtins.GetValueOrDefault(name);
            _builtins[name] = (seen + 1, defined);
        }
    }

    private static IEnumerable<Rule> Chain(Rule rule)
    {
        for (var one = rule; one is not null; one = one.Else)
        {
            yield return one;
        }
    }

    // A rule c1 := f(…) that is there in the answer is a call that gave a value.
    private void NoteValues(FuzzProgram program, Module module, IReadOnlyList<Outcome> theirs)
    {
        if (program.Origin != "calls")
        {
            return;
        }

        foreach (var rule in module.Rules)
        {
            if (rule.Head.Value is not Term.Call call || rule.Head.Path is not [Term.Var { Name: var name }])
            {
                continue;
            }

            var isThere = program.IsStrict
                ? program.Queries.Zip(theirs).Any(one => one.Second.IsValue
                    && one.First.ToString().Contains($"data.fuzz.{name};", StringComparison.Ordinal))
                : theirs[0].Text.Contains(RegoJson.Write(RegoString.Of(name)) + ":", StringComparison.Ordinal);
            if (isThere)
            {
                var (seen, defined) = _builtins.GetValueOrDefault(call.Name);
                _builtins[call.Name] = (seen, defined + 1);
            }
        }
    }
}
