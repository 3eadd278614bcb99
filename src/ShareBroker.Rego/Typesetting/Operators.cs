using System.Collections.Frozen;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>How the calls that stand for operators are written.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, (string Symbol, int Strength)> All = new Dictionary<string, (string, int)>
    {
        ["assign"] = (":=", 0),
        ["eq"] = ("=", 0),
        ["equal"] = ("==", 2),
        ["neq"] = ("!=", 2),
        ["lt"] = ("<", 2),
        ["lte"] = ("<=", 2),
        ["gt"] = (">", 2),
        ["gte"] = (">=", 2),
        ["or"] = ("|", 3),
        ["and"] = ("&", 4),
        ["plus"] = ("+", 5),
        ["minus"] = ("-", 5),
        ["mul"] = ("*", 6),
        ["div"] = ("/", 6),
        ["rem"] = ("%", 6),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The sign of an operator with two operands; null for other calls.</summary>
    public static string? Symbol(Term function) =>
        function is Term.Var { Name: var name } && All.TryGetValue(name, out var found) ? found.Symbol : null;

    /// <summary>How tightly a call binds its operands; membership is loosest of all that can be an operand.</summary>
    public static int Strength(Term term) => term switch
    {
        Term.Call { Function: Term.Var { Name: var name } } when All.TryGetValue(name, out var found) => found.Strength,
        Term.Call call when IsMembership(call) => 1,
        _ => int.MaxValue,
    };

    public static bool IsMembership(Term.Call call) =>
        call.Function is Term.Ref { Head: Term.Var { Name: "internal" }, Operands.Count: 1 }
            && call.Name is "internal.member_2" or "internal.member_3";
}
