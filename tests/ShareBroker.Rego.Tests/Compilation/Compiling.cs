using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>Parses and compiles in one step.</summary>
internal static class Compiling
{
    private static readonly CompileOptions Options = new();

    public static IReadOnlyList<BuiltinSignature> Builtins { get; } = [.. BuiltinRegistry.All.Values
        .Select(static builtin => builtin.Signature)];

    public static CompileOutcome<CompiledPolicy> Modules(params string[] texts) => Modules(Builtins, texts);

    public static CompileOutcome<CompiledPolicy> Modules(IEnumerable<BuiltinSignature> builtins, params string[] texts)
    {
        var modules = new List<Module>();
        foreach (var (text, index) in texts.Select(static (text, index) => (text, index)))
        {
            var outcome = Parser.ParseModule($"test-{index}.rego", text);
            if (outcome.Result is null)
            {
                return new CompileOutcome<CompiledPolicy>(null, outcome.Errors);
            }

            modules.Add(outcome.Result);
        }

        return PolicyCompiler.Compile(modules, builtins, Options);
    }

    public static CompileOutcome<CompiledQuery> Query(CompiledPolicy policy, string text)
    {
        var outcome = Parser.ParseQuery("query", text);
        return outcome.Result is null
            ? new CompileOutcome<CompiledQuery>(null, outcome.Errors)
            : PolicyCompiler.Compile(policy, outcome.Result, Options);
    }

    public static CompileOutcome<CompiledQuery> Query(string text) => Query(Modules().Result!, text);

    /// <summary>The compiled form of the rules of one module, one line for each expression.</summary>
    public static string Show(string text) => string.Join(
        "\n", Modules(text).Result!.Modules.SelectMany(static module => module.Rules)
            .Select(static rule => string.Join("\n", rule.Body.Exprs)));

    public static string Fault(IReadOnlyList<RegoError> errors) => errors.Count == 0
        ? "ok"
        : $"{errors[0].Location.Row} {errors[0].Code} {errors[0].Message.Split('\n')[0]}";
}
