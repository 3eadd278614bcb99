using System.Globalization;
using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Tracing;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>Reads from the steps of an evaluation what became of the rules.</summary>
internal sealed class AttemptReader(RuleTree rules, IReadOnlyList<TraceEvent> steps, SourceTexts texts, TraceWriter writer)
{
    // How far documents are followed into the documents that stopped them.
    private const int DepthMax = 12;

    private readonly HashSet<RuleTreeNode> _open = new(ReferenceEqualityComparer.Instance);

    /// <summary>What stopped the query.</summary>
    public IReadOnlyList<RuleAttempt> OfQuery()
    {
        var failed = Furthest(steps.Where(static step => step.Query == 0), out var ways);
        return failed is null ? [] : [Stopped(failed, ways, new Location(string.Empty, 1, 1, 0), "the query", DepthMax)];
    }

    /// <summary>The documents that the query reads.</summary>
    public IReadOnlyList<DocumentExplanation> OfDocuments()
    {
        var exprs = steps.Where(static step => step is { Query: 0, Op: TraceOp.Eval, Subject: TraceSubject.OfExpr })
            .Select(static step => ((TraceSubject.OfExpr)step.Subject).Expr);
        return [.. NodesOf(exprs).Select(found => Explain(found.Path, found.Node, 0))];
    }

    private List<(RegoValue[] Path, RuleTreeNode Node)> NodesOf(IEnumerable<Expr> exprs)
    {
        var found = new List<(RegoValue[], RuleTreeNode)>();
        foreach (var expr in exprs)
        {
            TreeWalk.Terms(expr, term =>
            {
                if (term is Term.Ref { Head: Term.Var { Name: "data" } } reference && Meet(reference) is { } met
                    && !found.Exists(known => ReferenceEquals(known.Item2, met.Node)))
                {
                    found.Add(met);
                }

                return false;
            });
        }

        return found;
    }

    private (RegoValue[] Path, RuleTreeNode Node)? Meet(Term.Ref reference)
    {
        var node = rules.Root;
        var path = new List<RegoValue>();
        foreach (var operand in reference.Operands)
        {
            if (operand is not Term.Constant constant || node.Child(constant.Value) is not { } child)
            {
                return null;
            }

            path.Add(constant.Value);
            node = child;
            if (node.Rules.Count > 0)
            {
                return ([.. path], node);
            }
        }

        return null;
    }

    private DocumentExplanation Explain(RegoValue[] path, RuleTreeNode node, int depth)
    {
        _open.Add(node);
        var place = RegoArray.Of(path);
        var value = steps.Reverse().Select(step => step.Scope?.Documents.GetValueOrDefault(place))
            .FirstOrDefault(static one => one is not null);
        var attempts = node.Rules.Where(static rule => !rule.IsDefault).SelectMany(static rule => rule.Branches())
            .Select(rule => Explain(rule, depth))
            .ToList();
        _open.Remove(node);
        var fallback = node.Rules.Find(static rule => rule.IsDefault);
        return new DocumentExplanation(
            TermPrinter.OfPath("data", [.. path.Select(static part => new Term.Constant(Location.None, part))]), value, attempts)
        {
            IsFunction = node.Rules[0].Head.IsFunction,
            DefaultUsed = fallback is not null && HasStep(fallback, TraceOp.Exit) ? fallback.Location : null,
        };
    }

    private bool HasStep(Rule rule, TraceOp op) => steps.Any(step => step.Op == op && IsOf(step, rule));

    private static bool IsOf(TraceEvent step, Rule rule) => step.Subject is TraceSubject.OfRule of && ReferenceEquals(of.Rule, rule);

    private RuleAttempt Explain(Rule rule, int depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"the rule at {rule.Location}");
        if (HasStep(rule, TraceOp.Exit))
        {
            return new RuleAttempt(rule.Location, AttemptKind.Held, $"{name} held");
        }

        var bodies = steps.Where(step => step.Op == TraceOp.Enter && IsOf(step, rule)).Select(static step => step.Query).ToHashSet();
        if (bodies.Count > 0)
        {
            return Furthest(steps.Where(step => bodies.Contains(step.Query)), out var ways) is { } failed
                ? Stopped(failed, ways, rule.Location, name, depth)
                : new RuleAttempt(rule.Location, AttemptKind.DidNotFit, $"{name} does not fit the keys or arguments that were asked for");
        }

        var passed = steps.SelectMany(static step => step.Passed).LastOrDefault(one => ReferenceEquals(one.Rule, rule));
        return passed is null
            ? new RuleAttempt(rule.Location, AttemptKind.NotNeeded, $"{name} was not needed")
            : PassedOver(passed, name);
    }

    private RuleAttempt PassedOver(PassedRule passed, string name)
    {
        var demand = passed.Demand;
        var subject = demand.Argument < 0 ? demand.Key
            : string.Create(CultureInfo.InvariantCulture, $"argument {demand.Argument + 1}");
        var wanted = demand.Wanted is Term.Var ? "to be defined" : $"to be {writer.Of(demand.Wanted)}";
        return new RuleAttempt(
            passed.Rule.Location, AttemptKind.PassedOver, $"{name} was passed over: it needs {subject} {wanted}")
        {
            Values = [new(subject, passed.Found)],
        };
    }

    // The failed expression that stands last in its body, and how often it failed; of equals the last one told.
    private static TraceEvent? Furthest(IEnumerable<TraceEvent> told, out int ways)
    {
        var failed = told.Where(static step => step is { Op: TraceOp.Fail, Subject: TraceSubject.OfExpr }).ToList();
        var position = failed.Select(static step => step.Position).DefaultIfEmpty(-1).Max();
        ways = failed.Count(step => step.Position == position);
        return failed.LastOrDefault(step => step.Position == position);
    }

    private RuleAttempt Stopped(TraceEvent failed, int ways, Location rule, string name, int depth)
    {
        var expr = ((TraceSubject.OfExpr)failed.Subject).Expr;
        var written = FailureText.Written(failed, expr);
        IReadOnlyList<Expr> parts =
            [expr, .. failed.Body!.Exprs.Where(part => part.Generated && !ReferenceEquals(part, expr)
                && FailureText.Contains(written, part))];
        var where = failed.Location.File.Length == 0
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $" at {failed.Location}");
        var tries = ways > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({ways} ways; values of the last)")
            : string.Empty;
        IReadOnlyList<DocumentExplanation> because = depth >= DepthMax ? [] :
        [
            .. NodesOf(parts).Where(found => !_open.Contains(found.Node)).Select(found => Explain(found.Path, found.Node, depth + 1))
                .Where(static document => document.IsFunction || document.Value is null or RegoBoolean { Value: false }),
        ];
        return new RuleAttempt(
            rule, AttemptKind.Stopped, $"{name} stopped{where}: {OneLine(texts.Text(written))} did not hold{tries}")
        {
            StoppedAt = failed.Location,
            Expression = texts.Text(written),
            Ways = ways,
            Values = [.. ValuesOf(failed, expr, parts).Where(part => because.All(document => document.Path != part.Key))],
            Because = because,
        };
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[])['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    private List<KeyValuePair<string, RegoValue?>> ValuesOf(TraceEvent failed, Expr expr, IReadOnlyList<Expr> parts)
    {
        var values = new SortedDictionary<string, RegoValue?>(StringComparer.Ordinal);
        var places = new VariablePlaces(failed, texts, writer);
        foreach (var part in parts)
        {
            places.Add(part, isFailed: ReferenceEquals(part, expr) && !expr.Negated);
            TreeWalk.Terms(part, term =>
            {
                if (term is Term.Ref reference && IsRead(reference) && Shown(reference, failed) is { Operands.Count: > 0 } shown)
                {
                    values[writer.Of(shown)] = Read(shown, failed);
                }

                return TreeWalk.BodyOf(term) is not null;
            });
        }

        foreach (var place in places.InOrder().Where(static place =>
            !place.IsRoot && !IsUnwritten(place.Title)))
        {
            values[place.Title] = place.Value ?? values.GetValueOrDefault(place.Title);
        }

        return [.. values];
    }

    // Variables that nobody wrote stand for their values; where one has none, what stands before it is shown.
    private Term.Ref Shown(Term.Ref reference, TraceEvent failed)
    {
        var operands = new List<Term>();
        foreach (var operand in reference.Operands)
        {
            if (operand is not Term.Var variable || !IsUnwritten(writer.Name(variable.Name)))
            {
                operands.Add(operand);
            }
            else if (failed.Locals.GetValueOrDefault(variable.Name) is { } value)
            {
                operands.Add(new Term.Constant(operand.Location, value));
            }
            else
            {
                break;
            }
        }

        return reference with { Operands = operands };
    }

    private static bool IsUnwritten(string name) => name == "_" || name.StartsWith("__", StringComparison.Ordinal);

    // Names of functions and references to rules that have explanations of their own are left out.
    private bool IsRead(Term.Ref reference) => reference.Head is Term.Var { Name: "input" }
        || (reference.Head is Term.Var { Name: "data" } && Meet(reference) is not { Node.Rules: [{ Head.IsFunction: true }, ..] })
        || (reference.Head is Term.Var { IsGenerated: true } head && writer.Name(head.Name) != head.Name);

    private static RegoValue? Read(Term.Ref reference, TraceEvent failed)
    {
        var keys = reference.Operands
            .Select(operand => operand switch
            {
                Term.Constant constant => constant.Value,
                Term.Var variable => failed.Locals.GetValueOrDefault(variable.Name),
                _ => null,
            })
            .TakeWhile(static key => key is not null)
            .Select(static key => key!)
            .ToArray();
        if (keys.Length < reference.Operands.Count || failed.Scope is not { } scope)
        {
            return null;
        }

        if (reference.Head is Term.Var { Name: "data" })
        {
            return Known(scope, keys) ?? scope.BaseAt(keys);
        }

        var value = reference.Head is Term.Var { Name: "input" } ? scope.Input
            : reference.Head is Term.Var head ? failed.Locals.GetValueOrDefault(head.Name)
            : null;
        return keys.Aggregate(value, static (found, key) => Documents.Get(found, key));
    }

    // The document itself, or the part of one above it, as far as rules have given it.
    private static RegoValue? Known(TraceScope scope, RegoValue[] keys)
    {
        for (var length = keys.Length; length > 0; length--)
        {
            if (scope.Documents.GetValueOrDefault(RegoArray.Of(keys.AsSpan(0, length))) is { } known)
            {
                return keys[length..].Aggregate((RegoValue?)known, static (found, key) => Documents.Get(found, key));
            }
        }

        return null;
    }
}
