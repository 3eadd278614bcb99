namespace ShareBroker.Rego.Syntax;

/// <summary>
/// Which stretch of the text each node was read from and how each rule was written: what only a reader of layout asks for, kept beside
/// the tree. A node the parser made without reading it has none.
/// </summary>
internal sealed class SourceMap
{
    private readonly Dictionary<object, TextSpan> _spans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, TextSpan> _exact = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Rule, RuleForm> _forms = new(ReferenceEqualityComparer.Instance);

    /// <summary>The stretch of a term, expression, head or rule; empty where none is known.</summary>
    public TextSpan Of(object node) => _spans.GetValueOrDefault(node);

    /// <summary>The same without what the stretch is said to hold and does not, or lacks.</summary>
    public TextSpan ExactOf(object node) => _exact.TryGetValue(node, out var span) ? span : Of(node);

    public RuleForm Of(Rule rule) => _forms.GetValueOrDefault(rule);

    public void Add(object node, TextSpan span)
    {
        _spans[node] = span;
        _exact.Remove(node);
    }

    /// <summary>Adds a node whose stretch is reckoned otherwise than it reaches.</summary>
    public void Add(object node, TextSpan reckoned, TextSpan exact)
    {
        _spans[node] = reckoned;
        _exact[node] = exact;
    }

    public void Add(Rule rule, RuleForm form) => _forms[rule] = form;

    /// <summary>A rule that was read as an expression.</summary>
    public void AddBodyless(Rule rule, Expr expr)
    {
        var isEquation = expr.Call is { Function: Term.Var { Name: "eq" or "assign" } };
        Add(rule, RuleForm.Bodyless | (isEquation ? RuleForm.None : RuleForm.Valueless));
        _spans[rule] = _spans[rule.Head] = Of(expr);
    }
}
