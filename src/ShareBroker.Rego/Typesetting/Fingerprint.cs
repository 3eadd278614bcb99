using System.Globalization;
using System.Text;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

/// <summary>
/// What a module means, as text: equal for two that differ in places, comments, layout, the names of wildcards, or in how a keyword is
/// obtained.
/// </summary>
internal sealed class Fingerprint
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _wildcards = new(StringComparer.Ordinal);

    private Fingerprint()
    {
    }

    public static string Of(Module module)
    {
        var print = new Fingerprint();
        print.Add("package", module.Package.Path.Select(static part => RegoString.Of(part).ToString()));
        print.Add("import", module.Imports
            .Where(static import => import.Head is not ("rego" or "future"))
            .Select(static import => $"{import.PathText} as {(import.Alias?[0] == '$' ? "_" : import.Alias)}")
            .Order(StringComparer.Ordinal));
        foreach (var rule in module.Rules)
        {
            print._wildcards.Clear();
            print.Add(rule);
        }

        return print._text.ToString();
    }

    private void Add(string kind, IEnumerable<string> parts) => _text.Append(kind).Append('(').AppendJoin(", ", parts).Append(")\n");

    private void Add(Rule first)
    {
        for (var rule = first; rule is not null; rule = rule.Else)
        {
            var head = rule.Head;
            _text.Append(rule == first ? rule.IsDefault ? "default " : "rule " : "else ").Append(head.Kind).Append(' ');
            Add(head.Path);
            Add(head.Arguments ?? []);
            Add(head.Key);
            Add(head.Value);
            Add(rule.Body);
            _text.Append('\n');
        }
    }

    private void Add(Body body)
    {
        _text.Append('{');
        foreach (var expr in body.Exprs)
        {
            Add(expr);
            _text.Append(';');
        }

        _text.Append('}');
    }

    private void Add(Expr expr)
    {
        _text.Append(expr.Negated ? "not " : string.Empty);
        switch (expr.Statement)
        {
            case Statement.Claim { Term: Term.Call { Arguments: [var left, var right, var result] } call } when Operators.Symbol(
                call.Function) is not null:
                Add(new Term.Call(
                    call.Location, new Term.Var(call.Location, "eq"),
                        [result, new Term.Call(call.Location, call.Function, [left, right])]));
                break;
            case Statement.Claim claim:
                Add(claim.Term);
                break;
            case Statement.Some some:
                _text.Append("some ");
                Add(some.Symbols);
                break;
            case Statement.Every every:
                _text.Append("every ");
                Add(every.Key);
                Add(every.Value);
                Add(every.Domain);
                Add(every.Body);
                break;
            case Statement.Logic logic:
                _text.Append(logic.Kind);
                foreach (var operand in logic.Operands)
                {
                    Add(operand.Body);
                }

                break;
        }

        foreach (var with in expr.Withs)
        {
            _text.Append(" with ");
            Add(with.Target);
            Add(with.Value);
        }
    }

    private void Add(IEnumerable<Term> terms)
    {
        _text.Append('[');
        foreach (var term in terms)
        {
            Add(term);
        }

        _text.Append(']');
    }

    private void Add(Term? term)
    {
        switch (term)
        {
            case null:
                _text.Append('-');
                break;
            case Term.Constant constant:
                _text.Append(constant.Value.Kind).Append(constant.Value is RegoNumber number ? Plain(number.Text)
                    : constant.Value.ToString());
                break;
            case Term.Var variable:
                Add(variable);
                break;
            case Term.Ref reference:
                _text.Append("ref");
                Add(reference.Operands.Prepend(reference.Head));
                break;
            case Term.Array array:
                _text.Append("array");
                Add(array.Items);
                break;
            case Term.Set set:
                Add("set", set.Items.Select(item => Apart(() => Add(item))).ToList().Distinct().Order(StringComparer.Ordinal));
                break;
            case Term.Object { Entries: var entries }:
                Add("object", entries.Select(entry => (Key: Apart(() => Add(entry.Key)), Value: Apart(() => Add(entry.Value)))).ToList()
                    .GroupBy(static pair => pair.Key)
                    .Select(static pairs => $"{pairs.Key}: {pairs.Last().Value}")
                    .Order(StringComparer.Ordinal));
                break;
            case Term.Call call:
                _text.Append("call");
                Add(call.Arguments.Prepend(call.Function));
                break;
            default:
                AddClosure(term);
                break;
        }

        _text.Append(' ');
    }

    private void AddClosure(Term term)
    {
        _text.Append(term.GetType().Name);
        switch (term)
        {
            case Term.ArrayComprehension c:
                Add(c.Item);
                Add(c.Body);
                break;
            case Term.SetComprehension c:
                Add(c.Item);
                Add(c.Body);
                break;
            case Term.ObjectComprehension c:
                Add(c.Key);
                Add(c.Value);
                Add(c.Body);
                break;
            case Term.Template template:
                foreach (var part in template.Parts)
                {
                    _text.Append(part.Text is null ? "{" : RegoString.Of(part.Text).ToString());
                    if (part.Value is not null)
                    {
                        Add(part.Value);
                    }
                }

                break;
        }
    }

    // A name such as _0 stands for a wildcard that had to be named.
    private void Add(Term.Var variable)
    {
        if (!variable.IsWildcard && !IsNumbered(variable.Name))
        {
            _text.Append("var").Append(variable.Name);
            return;
        }

        if (!_wildcards.TryGetValue(variable.Name, out var index))
        {
            _wildcards[variable.Name] = index = _wildcards.Count;
        }

        _text.Append('_').Append(index.ToString(CultureInfo.InvariantCulture));
    }

    // 3.5, 3.50 and 35e-1 are one number.
    private static string Plain(string number)
    {
        var at = number.AsSpan().IndexOfAny('e', 'E');
        var exponent = at < 0 ? 0 : int.Parse(number.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = at < 0 ? number : number[..at];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        var shorter = digits.TrimEnd('0');
        exponent += digits.Length - shorter.Length;
        return shorter.Length == 0 ? "0" : $"{(mantissa[0] == '-' ? "-" : string.Empty)}{shorter}e{exponent}";
    }

    private static bool IsNumbered(string name) =>
        name.Length > 1 && name[0] == '_' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    // Members in the order of what they mean, not in that in which they stand.
    private string Apart(Action add)
    {
        var start = _text.Length;
        add();
        var text = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        return text;
    }
}
