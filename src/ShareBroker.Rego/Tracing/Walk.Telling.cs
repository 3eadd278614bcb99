using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Tells the steps.</summary>
internal sealed partial class Walk
{
    private void Tell(TraceOp op, Rule rule) => Tell(op, new TraceSubject.OfRule(rule), rule.Location, Early(op));

    private void Tell(TraceOp op, Body body) => Tell(op, new TraceSubject.OfBody(body), body.Exprs[0].Location, Early(op));

    private void Tell(TraceOp op, Expr expr) => Tell(op, new TraceSubject.OfExpr(expr), expr.Location, Early(op));

    private void TellIndex(RegoValue[] path, CandidateIndex index, IndexMatch match)
    {
        var rules = match.Chains.Count == 1 ? "1 rule" : $"{match.Chains.Count} rules";
        var reference = new Term.Ref(Location.None, new Term.Var(Location.None, "data"), [.. path.Select(Bindings.Constant)]);
        var message = $"(matched {rules}{(match.EarlyExit && !index.IsSet ? ", early exit" : string.Empty)})";
        Tell(TraceOp.Index, new TraceSubject.OfExpr(Current), Current.Location, message, reference, match.Passed);
    }

    private void TellUnify(Term left, Term right) =>
        Tell(TraceOp.Unify, new TraceSubject.OfPair(left, right), Location.None, string.Empty);

    private string Early(TraceOp op) => FindsOne && op == TraceOp.Exit ? "early" : string.Empty;

    private void Tell(TraceOp op, TraceSubject subject, Location location, string message, Term? reference = null,
        IReadOnlyList<PassedRule>? passed = null)
    {
        if (location == Location.None)
        {
            location = _lastLocation;
        }
        else
        {
            _lastLocation = location;
        }

        var step = new TraceEvent(op, _number, _parent?._number ?? 0, subject, location)
        {
            Message = message, Reference = reference, Position = _at, Body = _body, Scope = _scope,
            Passed = passed ?? [],
        };
        _run.Tell(_run.WantsLocals ? step with { Locals = Bindings.Snapshot(), Known = KnownDocuments(subject) } : step);
    }

    private List<(Term.Ref Reference, RegoValue Value)> KnownDocuments(TraceSubject subject)
    {
        var known = new List<(Term.Ref, RegoValue)>();
        switch (subject)
        {
            case TraceSubject.OfExpr of:
                TreeWalk.Terms(of.Expr, Look);
                break;
            case TraceSubject.OfBody of:
                TreeWalk.Terms(of.Body, Look);
                break;
            case TraceSubject.OfPair of:
                TreeWalk.Terms(of.Left, Look);
                TreeWalk.Terms(of.Right, Look);
                break;
        }

        return known;

        bool Look(Term term)
        {
            if (term is Term.Ref { Head: Term.Var { Name: "data" } } reference)
            {
                var operands = reference.Operands.TakeWhile(static operand => operand is Term.Constant).ToArray();
                var path = RegoArray.Adopt([.. operands.Select(static operand => ((Term.Constant)operand).Value)]);
                if (_scope.Documents.GetValueOrDefault(path) is { } value)
                {
                    known.Add((reference with { Operands = operands }, value));
                }
            }

            return false;
        }
    }
}
