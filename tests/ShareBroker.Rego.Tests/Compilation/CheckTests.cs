namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>One line for each kind of fault that is found before evaluation.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("p if { x }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p := x", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { not input.a[x] }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { not x = 1 }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { y := [z | z := x] }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { every x in y { x } }", "2 rego_unsafe_var_error var y is unsafe")]
    [InlineData("p if { input.x with input as y }", "2 rego_unsafe_var_error var y is unsafe")]
    [InlineData("p if { x + 1 == 2 }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { x = y; y = x }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { {x} = {1} }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { {x: 1} = x }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { [{x: 1}] = [x] }", "2 rego_unsafe_var_error var x is unsafe")]
    [InlineData("p if { [x, 2] = [1, y]; x != y }", "ok")]
    [InlineData("p if { x != y; [x, 2] = [1, y] }", "ok")]
    [InlineData("p if { not q(x); x = input.y }\nq(_) := true", "ok")]
    public void Every_input_must_be_bound(string rules, string expected) => Judge(rules, expected);

    [Theory]
    [InlineData("p if p", "2 rego_recursion_error rule data.t.p is recursive: data.t.p -> data.t.p")]
    [InlineData("p if q\nq if p", "2 rego_recursion_error rule data.t.p is recursive: data.t.p -> data.t.q -> data.t.p")]
    [InlineData("p if data.t[x]", "2 rego_recursion_error rule data.t.p is recursive: data.t.p -> data.t.p")]
    [InlineData("f(x) := f(x)", "2 rego_recursion_error rule data.t.f is recursive: data.t.f -> data.t.f")]
    [InlineData("p if data.u[x]", "ok")]
    public void No_rule_may_read_itself(string rules, string expected) => Judge(rules, expected);

    [Theory]
    [InlineData("p := 1\np contains 1", "2 rego_type_error conflicting rules data.t.p found")]
    [InlineData("p := 1\np(x) := x", "2 rego_type_error conflicting rules data.t.p found")]
    [InlineData("p := 1\np.q := 2", "2 rego_type_error rule data.t.p conflicts with [data.t.p.q]")]
    [InlineData(
        "default p := 1\ndefault p := 2", "1 rego_type_error multiple default rules data.t.p found at test-0.rego:2, test-0.rego:3")]
    [InlineData("p[x] := 1 if x := 1\np.q := 2", "ok")]
    public void Definitions_of_one_document_must_agree(string rules, string expected) => Judge(rules, expected);

    [Theory]
    [InlineData("p if f(1)", "2 rego_type_error undefined function f")]
    [InlineData("p if count(1, 2, 3)", "2 rego_type_error count: arity mismatch")]
    [InlineData("f(x) := x\np if f(1, 2, 3)", "3 rego_type_error function data.t.f has arity 1, got 3 arguments")]
    [InlineData("p if count(1) == 1", "2 rego_type_error count: invalid argument(s)")]
    [InlineData("p if 1 = \"a\"", "2 rego_type_error match error")]
    [InlineData("q := {\"a\": 1}\np if q.b", "3 rego_type_error undefined ref: data.t.q.b")]
    [InlineData("q := 1\np if q.b", "3 rego_type_error undefined ref: data.t.q.b")]
    [InlineData("f(x) := x\np if f", "3 rego_type_error undefined ref: data.t.f")]
    [InlineData("p if { x := [1, \"a\"]; y := x[0]; y == \"a\" }", "2 rego_type_error match error")]
    [InlineData("p if { x := [1, \"a\"]; y := x[_]; y == \"a\" }", "ok")]
    [InlineData("p if { input.x.y == 1; input.x == \"s\" }", "ok")]
    [InlineData("p if { data.other.q == 1; startswith(data.other.q, \"a\") }", "ok")]
    [InlineData("q contains 1\np if \"a\" in q", "ok")]
    [InlineData("p if all([true])", "2 rego_type_error deprecated built-in function calls in expression: all")]
    public void Values_of_a_wrong_type_are_found(string rules, string expected) => Judge(rules, expected);

    [Theory]
    [InlineData(
        "p if { input.x with foo as 1 }", "2 rego_type_error with keyword target must reference existing input, data, or a function")]
    [InlineData("q.r := 1\np if { q with data.t.q.r.s as 1 }",
        "3 rego_compile_error with keyword cannot partially replace virtual document(s)")]
    [InlineData(
        "p if { input.x with walk as 1 }",
        "2 rego_compile_error with keyword replacing built-in function: target must not be a relation")]
    [InlineData("p if { count([]) with count as 3 }", "ok")]
    [InlineData("f(_) := 1\np if { count([]) with count as f }", "ok")]
    [InlineData("f(_, _) := 1\np if { count([]) with count as f }", "3 rego_type_error count: arity mismatch")]
    public void With_replaces_documents_and_functions_only(string rules, string expected) => Judge(rules, expected);

    [Fact]
    public void At_most_ten_faults_are_listed() =>
        Compiling.Modules("package t\n" + string.Concat(Enumerable.Range(0, 40).Select(static i => $"p{i} := x\n"))).Errors.Count
            .ShouldBe(11);

    [Fact]
    public void Types_that_would_grow_without_bound_are_given_up()
    {
        var rules = string.Concat(Enumerable.Range(0, 60).Select(static i => $"p{i + 1} := {{\"a\": p{i}, \"b\": p{i}}}\n"));

        Compiling.Fault(Compiling.Modules("package t\np0 := 1\n" + rules).Errors).ShouldBe("ok");
    }

    [Fact]
    public void Comprehensions_inside_of_comprehensions_are_checked_once_each()
    {
        var nested = string.Concat(Enumerable.Repeat("[x | x := ", 80)) + "1" + string.Concat(Enumerable.Repeat("]", 80));

        Compiling.Fault(Compiling.Modules("package t\np := " + nested).Errors).ShouldBe("ok");
    }

    private static void Judge(string rules, string expected) =>
        Compiling.Fault(Compiling.Modules("package t\n" + rules).Errors).ShouldBe(expected);
}
