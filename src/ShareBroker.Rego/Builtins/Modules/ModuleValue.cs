using System.Text;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Modules;

/// <summary>Syntax trees of policies as values, in the form of OPA's JSON without places.</summary>
internal sealed class ModuleValue(BuiltinContext context, SourceMap map)
{
    public RegoObject Of(Module module, IReadOnlyList<Comment> comments)
    {
        var members = new List<(string, RegoValue)>
        {
            ("package", Object(("path", Path("data", [.. module.Package.Path.Select(Text)])))),
        };
        AddList(members, "imports", module.Imports.Select(Of));
        AddList(members, "rules", module.Rules.Select(Of));
        AddList(members, "comments", comments.Select(static comment => Object(
            ("Text", RegoString.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(comment.Text)))),
            ("Location", Object(
                ("file", RegoString.Of(comment.Location.File)),
                ("row", RegoNumber.Of(comment.Location.Row)),
                ("col", RegoNumber.Of(comment.Location.Column)))))));
        return Object([.. members]);
    }

    private static RegoObject Object(params ReadOnlySpan<(string Name, RegoValue Value)> members)
    {
        var result = new RegoObject.Builder();
        foreach (var (name, value) in members)
        {
            result.Set(RegoString.Of(name), value);
        }

        return result.Build();
    }

    private static bool IsGround(Term term) => term switch
    {
        Term.Constant => true,
        Term.Array array => array.Items.All(IsGround),
        Term.Set set => set.Items.All(IsGround),
        Term.Object map => map.Entries.All(static entry => IsGround(entry.Key) && IsGround(entry.Value)),
        _ => false,
    };

    private static RegoArray List(IEnumerable<RegoValue> values) => RegoArray.Adopt([.. values]);

    private static void AddList(List<(string, RegoValue)> members, string name, IEnumerable<RegoValue> values)
    {
        if (List(values) is { Count: > 0 } list)
        {
            members.Add((name, list));
        }
    }

    private static RegoObject Typed(string type, RegoValue value) => Object(("type", RegoString.Of(type)), ("value", value));

    private static RegoValue Text(string text) => Typed("string", RegoString.Of(text));

    private static RegoObject Named(string name) => Typed("var", RegoString.Of(name));

    private static RegoArray Path(string head, IEnumerable<RegoValue> parts) => List(parts.Prepend(Named(head)));

    private RegoValue Of(Import import)
    {
        var path = ("path", (RegoValue)Typed("ref", Path(import.Head, import.Operands.Select(Of))));
        return import.Alias is null ? Object(path) : Object(path, ("alias", RegoString.Of(import.Alias)));
    }

    // The head of an else is that of its rule but for the value.
    private RegoValue Of(Rule rule) => Of(rule, rule);

    private RegoValue Of(Rule rule, Rule first)
    {
        var members = new List<(string, RegoValue)> { ("head", Of(rule.Head, first)), ("body", Of(rule.Body)) };
        if (rule.IsDefault)
        {
            members.Add(("default", RegoBoolean.True));
        }

        if (rule.Else is not null)
        {
            members.Add(("else", Of(rule.Else, first)));
        }

        return Object([.. members]);
    }

    private RegoValue Of(Head head, Rule first)
    {
        var members = new List<(string, RegoValue)> { ("ref", List(head.Path.Select(Of))) };
        var isMember = head is { Path.Count: 2, Kind: RuleKind.SingleValue, IsFunction: false };
        if (head.Path.Count == 1 || (isMember && first.Head.ValueWritten && !first.IsDefault))
        {
            members.Add(("name", RegoString.Of(TermPrinter.Plain(head.Path[0]))));
        }

        // A default, and with if a member that is written out, is a rule of its own and has no key.
        var isOwn = first.IsDefault || (map.Of(first).HasFlag(RuleForm.UsesIf) && IsGround(head.Path[^1]));
        var key = head.Key ?? (isMember && !isOwn ? head.Path[1] : null);
        if (key is not null)
        {
            members.Add(("key", Of(key)));
        }

        if (head.Value is not null)
        {
            members.Add(("value", Of(head.Value)));
        }

        if (head.Assigned)
        {
            members.Add(("assign", RegoBoolean.True));
        }

        AddList(members, "args", (head.Arguments ?? []).Select(Of));
        return Object([.. members]);
    }

    private RegoArray Of(Body body) => List(body.Exprs.Select(Of));

    private RegoValue Of(Expr expr, int index)
    {
        var members = new List<(string, RegoValue)> { ("index", RegoNumber.Of(index)), ("terms", Of(expr.Statement)) };
        if (expr.Negated)
        {
            members.Add(("negated", RegoBoolean.True));
        }

        AddList(members, "with", expr.Withs.Select(with => Object(("target", Of(with.Target)), ("value", Of(with.Value)))));
        return Object([.. members]);
    }

    private RegoValue Of(Statement statement) => statement switch
    {
        Statement.Claim { Term: Term.Call call } => Call(call),
        Statement.Claim claim => Of(claim.Term),
        Statement.Some some => Object(("symbols", List(some.Symbols.Select(Of)))),
        Statement.Every every => Object(
            ("key", every.Key is null ? RegoNull.Value : Of(every.Key)),
            ("value", Of(every.Value)),
            ("domain", Of(every.Domain)),
            ("body", Of(every.Body))),
        Statement.Logic logic => Object(
            ("kind", RegoString.Of(logic.Kind.ToString().ToLowerInvariant())),
            ("operands", List(logic.Operands.Select(operand => Of(operand.Body))))),
        _ => RegoNull.Value,
    };

    private RegoArray Call(Term.Call call) =>
        List(call.Arguments.Select(Of).Prepend(call.Function is Term.Ref ? Of(call.Function) : Typed("ref", List([Of(call.Function)]))));

    private RegoValue Of(Term term)
    {
        context.Meter.Step();
        context.Meter.Allocate(256);
        return term switch
        {
            Term.Constant { Value: RegoNull } => Typed("null", RegoObject.Empty),
            Term.Constant constant => Typed(OperandKinds.NameOf(constant.Value.Kind), constant.Value),
            Term.Var variable => Named(variable.Name),
            Term.Ref reference => Typed("ref", List(reference.Operands.Select(Of).Prepend(Of(reference.Head)))),
            Term.Array array => Typed("array", List(array.Items.Select(Of))),
            Term.Set set => Typed("set", List(Sorted(set.Items, static item => item).Select(Of))),
            Term.Object entries => Typed(
                "object", List(Sorted(entries.Entries, static entry => entry.Key).Select(entry => List([Of(entry.Key), Of(entry.Value)])))),
            Term.Call call => Typed("call", Call(call)),
            Term.ArrayComprehension all => Typed("arraycomprehension", Object(("term", Of(all.Item)), ("body", Of(all.Body)))),
            Term.SetComprehension all => Typed("setcomprehension", Object(("term", Of(all.Item)), ("body", Of(all.Body)))),
            Term.ObjectComprehension all => Typed(
                "objectcomprehension", Object(("key", Of(all.Key)), ("value", Of(all.Value)), ("body", Of(all.Body)))),
            Term.Template template => Typed("templatestring", List(template.Parts.Select(
                part => part.Value is null ? Text(part.Text ?? string.Empty) : Of(part.Value, 0)))),
            _ => RegoNull.Value,
        };
    }

    // Constants stand first, in the order of their values, then variables, then the rest as written.
    private static IEnumerable<T> Sorted<T>(IReadOnlyList<T> members, Func<T, Term> keyOf) => members
        .OrderBy(member => keyOf(member) switch
        {
            Term.Constant => 0,
            Term.Var => 1,
            _ => 2,
        })
        .ThenBy(member => (keyOf(member) as Term.Constant)?.Value)
        .ThenBy(member => (keyOf(member) as Term.Var)?.Name, StringComparer.Ordinal);
}
