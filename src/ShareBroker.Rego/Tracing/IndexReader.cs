using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Reads from a rule's body what it demands of arguments, input and base data; the last demand on a thing counts.</summary>
internal sealed class IndexReader(RuleTree tree, Rule rule)
{
    private readonly List<IndexEntry> _entries = [];

    public IReadOnlyList<IndexEntry> Read()
    {
        if (rule.Body.Exprs.Any(static expr => expr.Call?.Name is "internal.print" or "internal.test_case"))
        {
            return [];
        }

        foreach (var expr in rule.Body.Exprs.Where(static expr => !expr.Negated && expr.Withs.Count == 0))
        {
            ReadExpr(expr);
        }

        return _entries;
    }

    private void ReadExpr(Expr expr)
    {
        switch (expr.Term)
        {
            case Term.Call { Name: "eq" or "equal", Arguments: [var left, var right] }:
                if (!TryEquality(left, right))
                {
                    TryEquality(right, left);
                }

                break;
            case Term.Call { Name: "glob.match", Arguments: [Term.Constant { Value: RegoString pattern }, Term.Array delimiters,
                Term.Var text] }:
                ReadGlob(pattern.Value, delimiters, text);
                break;
        }
    }

    private bool TryEquality(Term thing, Term wanted)
    {
        if (!IsIndexable(wanted))
        {
            return false;
        }

        switch (thing)
        {
            case Term.Var variable when ArgumentOf(variable.Name) is >= 0 and var place:
                Put(new IndexEntry($"#{place}", place, IsInput: false, [], wanted, null));
                return true;
            case Term.Ref { Head: Term.Var { Name: var root } } reference when root is "input" or "data"
                && ConstantPath(reference) is { } path && (root == "input" || !IsVirtual(path)):
                Put(new IndexEntry(reference.ToString(), -1, root == "input", path, wanted, null));
                return true;
            default:
                return false;
        }
    }

    private static bool IsIndexable(Term term) =>
        term is Term.Constant or Term.Var
        || (term is Term.Array array && array.Items.All(static item => item is Term.Constant or Term.Var));

    private static RegoValue[]? ConstantPath(Term.Ref reference) => reference.Operands.All(static operand =>
        WrittenValue.Of(operand) is not null)
        ? [.. reference.Operands.Select(static operand => WrittenValue.Of(operand)!)]
        : null;

    // Whether rules stand on the way there, at it, or below it.
    private bool IsVirtual(RegoValue[] path)
    {
        var node = tree.Root;
        foreach (var key in path)
        {
            if (node.Child(key) is not { } child)
            {
                return false;
            }

            if (child.Rules.Count > 0)
            {
                return true;
            }

            node = child;
        }

        return true;
    }

    private int ArgumentOf(string variable)
    {
        var arguments = rule.Head.Arguments ?? [];
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is Term.Var parameter && parameter.Name == variable)
            {
                return i;
            }
        }

        return -1;
    }

    private void Put(IndexEntry entry)
    {
        var at = _entries.FindIndex(known => known.Key == entry.Key);
        if (at >= 0)
        {
            _entries[at] = entry;
        }
        else
        {
            _entries.Add(entry);
        }
    }

    // The text that is matched was bound to a variable before, or is an argument.
    private void ReadGlob(string pattern, Term.Array delimiters, Term.Var text)
    {
        if (!delimiters.Items.All(static item => item is Term.Constant { Value: RegoString }))
        {
            return;
        }

        var cuts = delimiters.Items.Count == 0 ? "." : string.Concat(delimiters.Items.Select(TermPrinter.Plain));
        if (PatternOf(pattern, cuts, text) is not { } wanted)
        {
            return;
        }

        if (_entries.LastOrDefault(entry => entry.Wanted is Term.Var bound && bound.Name == text.Name) is { } known)
        {
            Put(known with { Wanted = wanted, Delimiters = cuts });
        }
        else if (ArgumentOf(text.Name) is >= 0 and var place)
        {
            Put(new IndexEntry($"#{place}", place, IsInput: false, [], wanted, cuts));
        }
    }

    private static Term.Array? PatternOf(string pattern, string cuts, Term.Var place)
    {
        var items = new List<Term>();
        foreach (var part in IndexEntry.Split(pattern, cuts))
        {
            if (part != "*" && HasWildcard(part))
            {
                return null;
            }

            items.Add(part == "*" ? new Term.Var(place.Location, "$any") : new Term.Constant(place.Location, RegoString.Of(part)));
        }

        return new Term.Array(place.Location, items);
    }

    private static bool HasWildcard(string part)
    {
        var escaped = false;
        foreach (var letter in part)
        {
            if (letter == '\\')
            {
                escaped = !escaped;
                continue;
            }

            if (!escaped && letter is '[' or '?' or '{' or '*')
            {
                return true;
            }

            escaped = false;
        }

        return false;
    }
}
