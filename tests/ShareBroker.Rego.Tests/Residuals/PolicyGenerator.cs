using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Tests.Residuals;

/// <summary>Writes small policies, inputs and data that share a few names and values, so that their parts often meet.</summary>
internal sealed class PolicyGenerator(int seed)
{
    private static readonly string[] Scalars = ["0", "1", "2", "3", "\"a\"", "\"b\"", "true", "false", "null"];

    private readonly Random _random = new(seed);
    private readonly List<(string Name, char Kind)> _rules = [];
    private int _variables;

    public string Policy()
    {
        var text = new StringBuilder("package t\n");
        var count = _random.Next(2, 7);
        for (var i = 0; i < count; i++)
        {
            var name = "r" + i.ToString(CultureInfo.InvariantCulture);
            var kind = Pick("ccvvspdfegq");
            text.Append(Rule(name, kind));
            _rules.Add((name, kind));
        }

        return text.ToString();
    }

    /// <summary>A query over the last rules.</summary>
    public string Query()
    {
        var (name, kind) = _rules[^_random.Next(1, Math.Min(3, _rules.Count + 1))];
        return kind switch
        {
            'f' or 'g' => $"data.t.{name}({Pick(["input.a", "input.s.n", "1", "\"a\""])}, x)",
            's' or 'p' => Pick([$"data.t.{name}[x]", $"data.t.{name} = x", $"data.t.{name}[\"a\"]"]),
            _ => Pick([$"data.t.{name}", $"data.t.{name} == true", $"data.t.{name} = x", $"not data.t.{name}", $"data.t.{name} == 1"]),
        };
    }

    public string Input() =>
        $"{{\"a\": {Scalar()}, \"b\": {Scalar()}, \"l\": {List()}, \"o\": {Object()}, \"s\": {{\"n\": {Scalar()}, \"m\": {Scalar()}}}"
        + Maybe($", \"c\": {Scalar()}") + "}";

    public string Data() =>
        $"{{\"d\": {{\"xs\": {List()}, \"m\": {Object()}, \"roles\": {{\"a\": {List()}, \"b\": {List()}}}}}}}";

    public string[] Unknowns() => Pick<string[]>(
        [[], [], ["input.a", "input.l"], ["input.o", "data.d.xs"], ["data.d"], ["input.s.n"], ["input.l", "input.a", "input.s"]]);

    private string Rule(string name, char kind) => kind switch
    {
        'c' => Repeat(1, 3, () => $"{name} if {{\n{Body([])}}}\n"),
        'd' => $"default {name} := {Pick(["false", "false", "1", "\"a\""])}\n" + Repeat(1, 2, () => $"{name} if {{\n{Body([])}}}\n"),
        'v' => Repeat(1, 2, () => Valued(name, " := {0} if {{\n{1}}}\n")),
        'q' => Repeat(2, 3, () => $"{name} := {Scalar()} if {{\n{Body([])}}}\n"),
        's' => Repeat(1, 3, () => Valued(name, " contains {0} if {{\n{1}}}\n")),
        'p' => Repeat(1, 2, () => Valued($"{name}[{Pick(["\"a\"", "\"b\"", "k"])}]", " := {0} if {{\n\tsome k in {2}\n{1}}}\n")),
        'e' => $"{name} := {Scalar()} if {{\n{Body([])}}} else := {Scalar()} if {{\n{Body([])}}}" + Maybe($" else := {Scalar()}") + "\n",
        'g' => $"{name}(y) := {Scalar()} if {{\n{Body(["y"])}}} else := y if {{\n{Body(["y"])}}}\n",
        _ => Repeat(1, 3, () => $"{name}({Pick(["y", "y", "\"a\"", "1", "[y, _]"])}) := {Pick([Scalar(), "true"])} if {{\n{Body([])}}}\n"),
    };

    private string Valued(string head, string format)
    {
        var variables = new List<string>();
        if (head.Contains("[k]", StringComparison.Ordinal))
        {
            variables.Add("k");
        }

        var body = Body(variables);
        return head + string.Format(CultureInfo.InvariantCulture, format, Term(variables), body,
            Pick(["input.l", "data.d.xs", "[1, \"a\"]"]));
    }

    private string Body(List<string> variables)
    {
        var text = new StringBuilder();
        var count = _random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            text.Append('\t').Append(Expression(variables)).Append('\n');
        }

        return text.ToString();
    }

    private string Expression(List<string> variables)
    {
        switch (_random.Next(20))
        {
            case 17:
                return $"count([z | some z in {Collection()}; {Claim([.. variables, "z"])}]) {Pick(["> 0", "== 0", "!= 0", ">= 1"])}";
            case 18:
                var members = Collection();
                var (begin, end) = Pick<(string, string)>([("{", "}"), ("[", "]")]);
                var condition = Claim(["z"]);
                return $"some {New(variables)} in {begin}z | some z in {members}; {condition}{end}";
            case 19:
                return $"every k, z in {Pick(["{\"a\": 1, \"b\": 2}", "[1, \"a\"]", "data.d.m"])} {{ {Claim([.. variables, "k", "z"])} }}";
            case 0 or 1:
                return $"{Term(variables)} == {Term(variables)}";
            case 2:
                return $"{Term(variables)} {Pick(["<", ">", "!=", "<=", ">="])} {Term(variables)}";
            case 3:
                return $"not {Claim(variables)}";
            case 4:
                var assigned = Term(variables);
                return $"{New(variables)} := {assigned}";
            case 5:
                var collection = Collection();
                return $"some {New(variables)} in {collection}";
            case 6:
                var (entries, key) = (Collection(), New(variables));
                return $"some {key}, {New(variables)} in {entries}";
            case 7:
                return $"{Term(variables)} in {Collection()}";
            case 8:
                var size = $"count({{z | z := {Collection()}[_]; z != {Term(variables)}}}) > {_random.Next(3)}";
                return size;
            case 9:
                return $"every z in {Collection()} {{ z != {Term(variables)} }}";
            case 10:
                return $"{Claim(variables)} with input.{Pick(["a", "b", "l", "s.n"])} as {Pick([Scalar(), "[1, \"a\"]"])}";
            case 11:
                var whole = $"[{New(variables)}, {Scalar()}] = input.l";
                return whole;
            case 12:
                return $"not {Term(variables)} == {Term(variables)}";
            case 13:
                return $"[z | some z in {Collection()}] == [{Term(variables)}]";
            default:
                return Claim(variables);
        }
    }

    private string Claim(List<string> variables)
    {
        if (_rules.Count == 0 || _random.Next(4) == 0)
        {
            return Pick(["input.a", "input.c", $"input.o[{Term(variables)}]", $"input.s.n == {Term(variables)}",
                $"is_string({Term(variables)})"]);
        }

        var (name, kind) = _rules[_random.Next(_rules.Count)];
        return kind switch
        {
            'f' or 'g' => Pick([$"{name}({Term(variables)})", $"{name}({Term(variables)}) == {Scalar()}", $"{name}([input.a, 1])"]),
            's' => Pick([$"{name}[{Term(variables)}]", $"{Term(variables)} in {name}", $"count({name}) > 1"]),
            'p' => Pick([$"{name}[{Term(variables)}]", $"{name}.a == {Term(variables)}", $"count({name}) == 1"]),
            _ => Pick([name, $"{name} == {Term(variables)}", $"{name} != {Term(variables)}"]),
        };
    }

    private string Term(List<string> variables)
    {
        if (variables.Count > 0 && _random.Next(2) == 0)
        {
            return variables[_random.Next(variables.Count)];
        }

        return Pick([Scalar(), Scalar(), "input.a", "input.b", "input.c", "input.s.n", "input.s.m", "input.l[0]", "input.o.a",
            "data.d.m.a", "data.d.m[input.a]", "data.d.xs[1]", "input.o[input.b]", "count(input.l)"]);
    }

    private string Collection() => Pick(["input.l", "input.l", "input.o", "data.d.xs", "data.d.m", "data.d.roles[input.a]", "[1, 2, \"a\"]",
        "{\"a\", input.b}", "[input.a, input.s.n]"]);

    private string New(List<string> variables)
    {
        var name = "v" + (_variables++).ToString(CultureInfo.InvariantCulture);
        variables.Add(name);
        return name;
    }

    private string Scalar() => Pick(Scalars);

    private string List() => "[" + string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Scalar())) + "]";

    private string Object() => "{" + string.Join(", ", new[] { "a", "b", "c" }.Where(_ => _random.Next(2) == 0)
        .Select(k => $"\"{k}\": {Scalar()}")) + "}";

    private string Maybe(string text) => _random.Next(2) == 0 ? text : string.Empty;

    private string Repeat(int least, int most, Func<string> text) =>
        string.Concat(Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => text()));

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private char Pick(string choices) => choices[_random.Next(choices.Length)];
}
