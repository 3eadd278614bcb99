using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Tests.Values;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Builtins;

public sealed class HostileArgumentTests
{
    private static readonly RegoPolicy NoModules = RegoPolicy.Compile([]);

    private static readonly EvaluationBudget Small = new()
    {
        StepsMax = 300_000,
        Time = TimeSpan.FromSeconds(10),
        MemoryMaxBytes = 4 << 20,
        OutputMaxBytes = 1 << 20,
        DepthMax = 100,
    };

    private static readonly EvaluationEnvironment World = new() { Time = TimeProvider.System, FillRandom = static bytes => bytes.Clear() };

    private static readonly string ManyLaughs = string.Concat(
        "a: &a [x,x,x,x,x,x,x,x,x,x]\\n",
        "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\n",
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\n",
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\n",
        "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\n",
        "f: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]");

    public static TheoryData<string> Greedy =>
    [
        "numbers.range(1, 1000000000)",
        "numbers.range(-1e18, 1e18)",
        "numbers.range_step(1, 1000000000000, 2)",
        "bits.lsh(1, 1000000000)",
        "bits.lsh(1, 1e30)",
        "product(numbers.range(1, 20000))",
        "sprintf(\"%900000d%900000d%900000d\", [1, 2, 3])",
        "sprintf(\"%.900000f%.900000f%.900000f\", [1.5, 1.5, 1.5])",
        "concat(\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", split(sprintf(\"%200000d\", [1]), \"\"))",
        "replace(sprintf(\"%100000d\", [1]), \" \", \"0123456789012345678901234567890123456789\")",
        "split(sprintf(\"%900000d\", [1]), \"\")",
        "indexof_n(sprintf(\"%900000d\", [1]), \" \")",
        "regex.find_n(\"\", sprintf(\"%900000d\", [1]), -1)",
        "regex.match(sprintf(\"(?i)%s\", [replace(sprintf(\"%80000d\", [1]), \" \", \"\\\\pL\")]), \"a\")",
        "regex.match(sprintf(\"(?i)%s\", [replace(sprintf(\"%900000d\", [1]), \" \", \"k\")]), \"a\")",
        "regex.match(sprintf(\"[%s]\", [replace(sprintf(\"%200000d\", [1]), \" \", \"\\\\pL\")]), \"a\")",
        "regex.match(sprintf(\"[%s\", [replace(sprintf(\"%400000d\", [1]), \" \", \"[:\")]), \"a\")",
        "regex.match(\"(x?){900}y\", sprintf(\"%0100000d\", [1]))",
        "regex.replace(sprintf(\"%100000d\", [1]), \" \", \"0123456789012345678901234567890123456789\")",
        "{x | some i in numbers.range(1, 900); some j in numbers.range(1, 900); x := (i * 1000) + j}",
        "graph.reachable_paths({k: numbers.range(1, 12) | some k in numbers.range(1, 12)}, [1])",
        "json.marshal_with_options(numbers.range(1, 3000), {\"indent\": sprintf(\"%9000d\", [1])})",
        "json.unmarshal(sprintf(\"[%0900000d]\", [1]))",
        "strings.any_prefix_match(split(sprintf(\"%2000d\", [1]), \"\"), split(sprintf(\"%02000d\", [1]), \"\"))",
        "yaml.unmarshal(\"" + ManyLaughs + "\")",
        "base64.encode(sprintf(\"%900000d%900000d\", [1, 2]))",
        "strings.render_template(`{{range 900}}{{range 900}}x{{end}}{{end}}`, {})",
        "strings.render_template(`{{define \"t\"}}{{template \"t\"}}{{end}}{{template \"t\"}}`, {})",
        "strings.render_template(`{{printf \"%900000d%900000d%900000d\" 1 2 3}}`, {})",
        "strings.render_template(concat(``, [`{{if 1}}` | some i in numbers.range(1, 900)]), {})",
        "strings.render_template(sprintf(`{{%s1%s}}`, [concat(``, [`(` | some i in numbers.range(1, 900)])," +
            " concat(``, [`)` | some i in numbers.range(1, 900)])]), {})",
        "json.match_schema({\"a\": 1}, {\"$ref\": \"#\"})",
        "json.match_schema({}, {\"$ref\": \"#/definitions/a\", \"definitions\": {\"a\": {\"allOf\": [{\"$ref\": \"#/definitions/a\"}]}}})",
        "json.match_schema(`1`, {\"$ref\": \"#/definitions/40\", \"definitions\": object.union({`0`: {}}," +
            " {sprintf(`%d`, [i]): {\"allOf\": [{\"$ref\": sprintf(`#/definitions/%d`, [i - 1])}, {\"$ref\": sprintf(`#/definitions/%d`, [i - 1])}]} |" +
            " some i in numbers.range(1, 40)})})",
        "json.verify_schema(sprintf(`%s{}%s`, [concat(``, [`{\"not\":` | some i in numbers.range(1, 900)])," +
            " concat(``, [`}` | some i in numbers.range(1, 900)])]))",
        "graphql.is_valid(concat(` `, array.concat([`{a}`], [s | some i in numbers.range(1, 900);" +
            " s := sprintf(`fragment F%d on Q { ...F%d }`, [i, i + 1])])), `schema {query: Q} type Q {a: Int}`)",
    ];

    public static TheoryData<string> Refused =>
    [
        "units.parse(\"1e999999999\")",
        "units.parse_bytes(\"1e-999999999\")",
        "regex.match(\"((((a{1000}){1000}){1000}){1000})\", \"a\")",
        "regex.match(\"(a{2}){2000}\", \"a\")",
        "to_number(\"1e999999999\")",
        "time.add_date(0, 1e30, 1e30, 1e30)",
        "time.format([0, \"../../etc/passwd\"])",
        "semver.compare(\"1.0.0\", \"99999999999999999999.0.0\")",
    ];

    [Theory]
    [MemberData(nameof(Greedy))]
    public void Greed_is_a_budget_error_and_never_undefined(string query)
    {
        var prepared = NoModules.Prepare(query.Contains(';', StringComparison.Ordinal) ? query : "x := " + query);

        var fault = Should.Throw<RegoEvaluationException>(() => prepared.Evaluate(null, Small, World, CancellationToken.None));

        fault.Code.ShouldStartWith("eval_budget_");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Nonsense_is_undefined_and_an_error_when_strict(string expression)
    {
        var prepared = NoModules.Prepare("x := " + expression);

        prepared.Evaluate(null, Small, World, CancellationToken.None).Bindings.ShouldBeEmpty();
        var strict = World with { StrictBuiltinErrors = true };
        var fault = Should.Throw<RegoEvaluationException>(() => prepared.Evaluate(null, Small, strict, CancellationToken.None));
        fault.Code.ShouldStartWith("eval_");
    }

    [Fact]
    public void Patterns_that_ruin_backtracking_engines_cost_little()
    {
        var query = NoModules.Prepare("x := regex.match(`^(a+)+$`, sprintf(\"%s!\", [replace(sprintf(\"%5000d\", [1]), \" \", \"a\")]))");

        query.Evaluate(null, Small, World, CancellationToken.None).Bindings[0]["x"].ShouldBe(RegoBoolean.False);
    }

    [Fact]
    public void No_function_fails_in_another_way_than_announced_whatever_it_is_given()
    {
        var functions = BuiltinRegistry.All.Values.Where(static builtin => builtin.Function is not null).ToArray();
        var calls =
            from builtin in Gen.Elements(functions)
            from arguments in SomeValues.Any.ArrayOf(builtin.Signature.ArgumentTypes.Count)
            select (builtin, arguments);

        Check(calls);
    }

    [Fact]
    public void No_function_fails_in_another_way_than_announced_when_the_kinds_fit()
    {
        var functions = BuiltinRegistry.All.Values.Where(static builtin => builtin.Function is not null).ToArray();
        var calls =
            from builtin in Gen.Elements(functions)
            from arguments in Gen.CollectToArray(builtin.Signature.ArgumentTypes, Fitting)
            select (builtin, arguments);

        Check(calls);
    }

    private static Gen<RegoValue> Fitting(string type)
    {
        var kinds = OperandKinds.Of(type, null);
        return SomeValues.Any.Where(value => kinds.Allows(value.Kind));
    }

    private static void Check(Gen<(Builtin Builtin, RegoValue[] Arguments)> calls) =>
        Prop.ForAll(calls.ToArbitrary(), static call =>
        {
            var meter = new EvaluationMeter(
                100_000, TimeSpan.FromSeconds(5), 8 << 20, 1 << 20, TimeProvider.System, CancellationToken.None);
            var context = new BuiltinContext(meter, 0, static bytes => bytes.Clear());
            try
            {
                var result = call.Builtin.Function!(context, call.Arguments);
                return result is null || RegoJson.Write(result).Length > 0;
            }
            catch (BuiltinException fault)
            {
                return fault.Message.StartsWith(call.Builtin.Signature.Name, StringComparison.Ordinal);
            }
            catch (BudgetExceededException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
