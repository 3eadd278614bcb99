using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Documents that rules define.</summary>
internal sealed partial class Walk
{
    private Leaving? ReadRules(Reading reading, RegoValue[] path, RuleTreeNode node)
    {
        var index = _run.IndexOf(node);
        var match = index.Find(_scope, []);
        TellIndex(path, index, match);
        return index.IsSet || !index.HasOnlyConstantPaths
            ? ReadPartial(reading, path, index, match)
            : ReadComplete(reading, path, index, match);
    }

    private Leaving? ReadComplete(Reading reading, RegoValue[] path, CandidateIndex index, IndexMatch match)
    {
        if (index.IsFunction || (match.Chains.Count == 0 && index.Default is null))
        {
            return null;
        }

        var documents = _scope.Documents;
        var place = RegoArray.Of(path);
        if (documents.TryGetValue(place, out var known))
        {
            return known is null ? null : ReadValue(reading, path.Length, Bindings.Constant(known), reading.Home);
        }

        var leaving = TryChains(index, match, TryRule, out var found);
        if (found is null && index.Default is null)
        {
            documents[place] = null;
        }

        return leaving;

        (RegoValue? Value, Leaving? Leaving) TryRule(Rule rule, RegoValue? previous)
        {
            RegoValue? value = null;
            var child = Child(rule.Body, match.EarlyExit);
            child.Tell(TraceOp.Enter, rule);
            var enough = child.Search(() =>
            {
                child.Tell(TraceOp.Exit, rule);
                value = child.Bindings.Ground(rule.Head.Value!);
                if (previous is not null)
                {
                    Agree(previous, value, rule, ConflictTexts.Complete);
                    child.Tell(TraceOp.Redo, rule);
                    return null;
                }

                previous = value;
                documents[place] = value;
                var (term, home) = child.Bindings.Apply(rule.Head.Value!);
                if (ReadValue(reading, path.Length, term, home) is { } inner)
                {
                    return inner;
                }

                child.Tell(TraceOp.Redo, rule);
                return null;
            });
            return (value, enough);
        }
    }

    private static void Agree(RegoValue previous, RegoValue? value, Rule rule, string conflict)
    {
        if (!previous.Equals(value))
        {
            throw Execution.Conflict(rule.Location, conflict);
        }
    }

    // Every chain is tried, since different values would be a conflict; within a chain the first value counts.
    private static Leaving? TryChains(
        CandidateIndex index, IndexMatch match, Func<Rule, RegoValue?, (RegoValue? Value, Leaving? Leaving)> tryRule, out RegoValue? found)
    {
        found = null;
        Leaving? deferred = null;
        foreach (var chain in match.Chains)
        {
            RegoValue? value = null;
            for (var i = 0; i < chain.Count && value is null; i++)
            {
                (value, var leaving) = tryRule(chain[i], found);
                if (leaving is { IsDeferred: false })
                {
                    found = value ?? found;
                    return leaving.Outer;
                }

                deferred ??= leaving;
            }

            found = value ?? found;
        }

        if (found is null && index.Default is { } fallback)
        {
            (found, var leaving) = tryRule(fallback, null);
            return leaving?.Outer;
        }

        return deferred?.Outer;
    }

    private Leaving? ReadPartial(Reading reading, RegoValue[] path, CandidateIndex index, IndexMatch match)
    {
        var documents = _scope.Documents;
        var place = RegoArray.Of(path);
        if (reading.Operands.Count == path.Length)
        {
            var whole = documents.GetValueOrDefault(place) ?? (documents[place] = Whole(path, index, match));
            return Unify(Bindings.Constant(whole!), reading.Home, reading.Other, reading.OtherHome, reading.Then);
        }

        if (match.Chains.Count == 0)
        {
            return null;
        }

        if (documents.GetValueOrDefault(place) is { } known)
        {
            return ReadValue(reading, path.Length, Bindings.Constant(known), reading.Home);
        }

        if (reading.Home.Apply(reading.Operands[path.Length]).Term is Term.Var)
        {
            var whole = Whole(path, index, match);
            documents[place] = whole;
            return ReadValue(reading, path.Length, Bindings.Constant(whole), reading.Home);
        }

        return ReadEntry(reading, path, index, match);
    }

    private RegoValue Whole(RegoValue[] path, CandidateIndex index, IndexMatch match)
    {
        var document = new DocumentBuilder();
        document.Start(index.IsSet && index.HasOnlyConstantPaths);
        foreach (var rule in match.Chains.Select(static chain => chain[0]))
        {
            var child = Child(rule.Body);
            child.Tell(TraceOp.Enter, rule);
            child.Search(() =>
            {
                child.Tell(TraceOp.Exit, rule);
                child.AddTo(document, rule, path.Length);
                child.Tell(TraceOp.Redo, rule);
                return null;
            });
        }

        return document.Take()!;
    }

    // What stands under keys that are known: they meet the rule's head before its body is tried.
    private Leaving? ReadEntry(Reading reading, RegoValue[] path, CandidateIndex index, IndexMatch match)
    {
        var documents = _scope.Documents;
        var depth = match.Chains.Max(static chain => chain[0].Head.Path.Count - 1 + (chain[0].Head.Kind == RuleKind.MultiValue ? 1 : 0));
        RegoValue[] place = path;
        var last = Math.Min(depth, reading.Operands.Count);
        while (place.Length < last && reading.Home.Ground(reading.Operands[place.Length]) is { } key)
        {
            place = [.. place, key];
            if (documents.GetValueOrDefault(RegoArray.Of(place)) is { } known)
            {
                return ReadValue(reading, place.Length, Bindings.Constant(known), reading.Home);
            }
        }

        var document = new DocumentBuilder();
        document.Start(index.IsSet && index.HasOnlyConstantPaths);
        var seen = new HashSet<RegoArray>();
        foreach (var rule in match.Chains.Select(static chain => chain[0]))
        {
            TryEntry(reading, path.Length, rule, document, seen);
        }

        RegoValue found = document.Take()!;
        if (place.Length == last && Under(found, place.AsSpan(path.Length)) is { } entry)
        {
            documents[RegoArray.Of(place)] = entry;
        }

        return ReadValue(reading, path.Length, Bindings.Constant(found), reading.Home);
    }

    private static RegoValue? Under(RegoValue? document, ReadOnlySpan<RegoValue> keys)
    {
        foreach (var key in keys)
        {
            document = Documents.Get(document, key);
        }

        return document;
    }

    private void TryEntry(Reading reading, int depth, Rule rule, DocumentBuilder document, HashSet<RegoArray> seen)
    {
        var child = Child(rule.Body);
        child.Tell(TraceOp.Enter, rule);
        var met = false;
        child.MeetHead(reading, depth, rule, () =>
        {
            met = true;
            return child.Search(() =>
            {
                child.Tell(TraceOp.Exit, rule);
                var isNew = seen.Add(child.AddTo(document, rule, depth));
                child.Tell(isNew ? TraceOp.Redo : TraceOp.Duplicate, rule);
                return null;
            });
        });
        if (!met)
        {
            child.Tell(TraceOp.Fail, rule);
        }
    }

    private Leaving? MeetHead(Reading reading, int at, Rule rule, Func<Leaving?> then)
    {
        var head = rule.Head;
        if (at < reading.Operands.Count && at + 1 < head.Path.Count)
        {
            return Unify(
                reading.Operands[at], reading.Home, head.Path[at + 1], Bindings, () => MeetHead(reading, at + 1, rule, then));
        }

        return head.Kind == RuleKind.MultiValue && at < reading.Operands.Count && head.Path.Count - 1 <= reading.Operands.Count
            ? Unify(reading.Operands[at], reading.Home, head.Key!, Bindings, then)
            : then();
    }

    // Puts what the rule gives with these bindings into the document; gives path and value back.
    private RegoArray AddTo(DocumentBuilder document, Rule rule, int depth)
    {
        var head = rule.Head;
        var path = Bindings.Ground([.. head.Path.Skip(depth + 1)])!;
        var value = Bindings.Ground(head.Kind == RuleKind.MultiValue ? head.Key! : head.Value!)!;
        _run.Meter.Allocate(128);
        if (head.Kind == RuleKind.MultiValue)
        {
            document.Add(path, value, head.Location);
        }
        else
        {
            document.Put(path, value, head.Location);
        }

        return RegoArray.Adopt([.. path, value]);
    }
}
