using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>Gives names of rules and imports their full paths. A name declared in a body hides them there.</summary>
internal sealed class RefResolver : TreeRewriter
{
    private readonly Dictionary<string, (string Head, IReadOnlyList<Term> Operands)> _globals = new(StringComparer.Ordinal);
    private readonly List<HashSet<string>> _hidden = [];
    private readonly List<RegoError> _errors;
    private readonly HashSet<string> _used = Vars.New();

    public RefResolver(IReadOnlyList<string> package, IEnumerable<string> ruleNames, IEnumerable<Import> imports, List<RegoError> errors)
    {
        _errors = errors;
        foreach (var name in ruleNames)
        {
            _globals[name] = ("data", [.. package.Append(name).Select(static part => Constant(Location.None, part))]);
        }

        foreach (var import in imports)
        {
            if (import.Head is "data" or "input")
            {
                _globals[import.Name] = (import.Head, import.Operands);
            }
        }
    }

    public static Term.Constant Constant(Location location, string text) => new(location, RegoString.Of(text));

    public override Rule Rewrite(Rule rule)
    {
        var parameters = Vars.New();
        foreach (var argument in rule.Head.Arguments ?? [])
        {
            if (PatternVars(argument, parameters) is { } shadowed)
            {
                _errors.Add(new RegoError(
                    ErrorCodes.Compile, $"args must not shadow {shadowed} (use a different variable name)", rule.Location));
                return rule;
            }
        }

        _hidden.Add(parameters);
        _hidden.Add(DeclaredVars.Of(rule.Body));
        var head = rule.Head with
        {
            Path = [rule.Head.Path[0], .. rule.Head.Path.Skip(1).Select(Rewrite)],
            Key = rule.Head.Key is null ? null : Rewrite(rule.Head.Key),
            Value = rule.Head.Value is null ? null : Rewrite(rule.Head.Value),
        };
        var body = Rewrite(rule.Body);
        _hidden.RemoveRange(_hidden.Count - 2, 2);
        return rule with { Head = head, Body = body, Else = rule.Else is null ? null : Rewrite(rule.Else) };
    }

    public Body RewriteQuery(Body body)
    {
        _hidden.Add(DeclaredVars.Of(body));
        return Rewrite(body);
    }

    public override Statement Rewrite(Statement statement)
    {
        switch (statement)
        {
            case Statement.Some { Symbols: [Term.Call call] } some:
                return some with { Symbols = [call with { Arguments = RewriteAll(call.Arguments) }] };
            case Statement.Some:
                return statement;
            case Statement.Every every:
                _hidden.Add(Vars.Of(every.Key));
                _hidden[^1].UnionWith(Vars.Of(every.Value));
                var rewritten = every with { Domain = Rewrite(every.Domain), Body = Rewrite(every.Body) };
                _hidden.RemoveAt(_hidden.Count - 1);
                return rewritten;
            case Statement.Logic logic:
                return logic with { Operands = [.. logic.Operands.Select(RewriteOperand)] };
            default:
                return base.Rewrite(statement);
        }
    }

    private Operand RewriteOperand(Operand operand)
    {
        _hidden.Add(DeclaredVars.Of(operand.Body));
        var body = Rewrite(operand.Body);
        _hidden.RemoveAt(_hidden.Count - 1);
        return operand with { Body = body };
    }

    public override Term Rewrite(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                return Global(variable.Name) is { } global ? At(variable.Location, global.Head, global.Operands) : term;
            case Term.Ref { Head: Term.Var head } reference:
                var operands = RewriteAll(reference.Operands);
                return Global(head.Name) is { } start
                    ? At(reference.Location, start.Head, [.. start.Operands, .. operands])
                    : reference with { Operands = operands };
            case var _ when TreeWalk.BodyOf(term) is { } body:
                _hidden.Add(DeclaredVars.Of(body));
                var closure = RewriteParts(term);
                _hidden.RemoveAt(_hidden.Count - 1);
                return closure;
            default:
                return RewriteParts(term);
        }
    }

    private static Term.Ref At(Location location, string head, IReadOnlyList<Term> operands) => new(
        location,
        new Term.Var(location, head),
        [.. operands.Select(operand => operand.Location.Row == 0 ? operand with { Location = location } : operand)]);

    /// <summary>Whether a name that the module imports was met.</summary>
    public bool Uses(string name) => _used.Contains(name);

    private (string Head, IReadOnlyList<Term> Operands)? Global(string name)
    {
        if (!_globals.TryGetValue(name, out var global) || _hidden.Exists(hidden => hidden.Contains(name)))
        {
            return null;
        }

        _used.Add(name);
        return global;
    }

    // The variables a parameter binds; answers the root document that it would shadow, if any.
    private static string? PatternVars(Term term, HashSet<string> found)
    {
        switch (term)
        {
            case Term.Var variable:
                found.Add(variable.Name);
                return null;
            case Term.Ref { Operands.Count: 0, Head: Term.Var root }:
                return root.Name;
            case Term.Ref reference:
                Vars.Add(found, reference, VarScope.All);
                return null;
            case Term.Array array:
                return array.Items.Select(item => PatternVars(item, found)).FirstOrDefault(static name => name is not null);
            case Term.Object entries:
                return entries.Entries.Select(entry => PatternVars(entry.Value, found)).FirstOrDefault(static name => name is not null);
            default:
                return null;
        }
    }
}
