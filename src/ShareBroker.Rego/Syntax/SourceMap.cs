namespace ShareBroker.Rego.Syntax;

/// <summary>
/// Which stretch of the text each node was read from and how each rule was written: what only a reader of layout asks for, kept beside
/// the tree. A node the parser made without reading it has none.
/// </summary>
internal sealed class SourceMap
{
    private readonly Dictionary<object, TextSpan> _spans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Rule, RuleForm> _forms = new(ReferenceEqualityComparer.Instance);

    /// <summary>The stretch of a term, expression, head or rule; empty where none is known.</summary>
    public TextSpan Of(object node) => _spans.GetValueOrDefault(node);

    public RuleForm Of(Rule rule) => _forms.GetValueOrDefault(rule);

    public void Add(object node, TextSpan span) => _spans[node] = span;

    public void Add(Rule rule, RuleForm form) => _forms[rule] = form;

    /// <summary>A rule that was read as an expression.</summary>
    public void AddBodyless(Rule rule, Expr expr)
    {
        var isEquation = expr.Call is { Function: Term.Var { Name: "eq" or "assign" } };
        Add(rule, RuleForm.Bodyless | (isEquation ? RuleForm.None : RuleForm.Valueless));
        _spans[rule] = _spans[rule.Head] = Of(expr);
    }
}
