using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Compilation;

/// <summary>
/// Modules that passed every check, in the form that evaluation is planned from.
/// <list type="bullet">
/// <item>Names: every reference begins with <c>data</c>, <c>input</c> or a local variable; local variables that were declared (<c>:=</c>,
/// <c>some</c>, <c>every</c>, parameters) have names that are unique in the whole policy (<c>__local0__</c>); others keep their written
/// name,
/// which is unique in its rule body; wildcards are <c>$0</c>, <c>$1</c>.</item>
/// <item>Statements: there is no <c>some</c>, <c>:=</c> or <c>==</c> left; a claim is a term, a call, or <c>eq(a, b)</c>, which unifies.
/// <c>some k, v in xs</c> has become <c>eq(v, xs[k])</c>.</item>
/// <item>Calls are never nested: a call is a whole claim or the second argument of an <c>eq</c> (<c>eq(pattern, f(x))</c>, also what was
/// written
/// <c>f(x, pattern)</c>). Arguments are variables, constants and composites of them; no references, calls or comprehensions.</item>
/// <item>References and comprehensions stand as a whole claim or as a side of an <c>eq</c>; operands of references are constants,
/// variables and
/// composites of them. Operands that are unbound variables enumerate.</item>
/// <item>The operands of <c>not { }</c>, <c>and</c> and <c>or</c> (<see cref="Statement.Logic"/>) are bodies of this form; what they
/// bind stays inside.</item>
/// <item>Order: every expression's inputs are bound by those before it, left to right; negated expressions bind nothing.</item>
/// <item>Heads: path operands after the name, key and value are constants, variables or composites of them, all bound by the body or the
/// parameters.
/// Parameters are patterns: variables, constants, arrays and objects.</item>
/// <item><c>with</c>: targets are <c>input…</c>, <c>data…</c> or a function's name; values are terms without references, or, when a
/// function is
/// replaced by a function, a reference that is its name (without operands for a builtin such as <c>count</c>); no other value is a
/// reference.</item>
/// </list>
/// </summary>
internal sealed class CompiledPolicy
{
    public required IReadOnlyList<CompiledModule> Modules { get; init; }

    /// <summary>All rules by the constant beginning of their full path; the root is <c>data</c> itself.</summary>
    public required RuleTree Rules { get; init; }

    /// <summary>Generated variable names and what was written for them.</summary>
    public required IReadOnlyDictionary<string, string> WrittenNames { get; init; }

    /// <summary>What is known of the types of the documents that rules define; queries are checked against it.</summary>
    public required TypeNode Types { get; init; }

    /// <summary>The type of the input document where the host gave its schema; otherwise null.</summary>
    public RegoType? Input { get; init; }

    /// <summary>What queries over these modules are compiled with.</summary>
    public required BuiltinTable Builtins { get; init; }
}
