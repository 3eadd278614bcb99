using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Unification, resolved while planning: the side that has a value is matched against the side that has open variables.</summary>
internal sealed partial class BodyPlanner
{
    // Parts of a pattern that need loops of their own; they meet their slot after the match.
    private List<(int Slot, Term Term)>? _deferred;

    private void Unify(Term left, Term right)
    {
        var open = new List<(Term Left, Term Right)> { (left, right) };
        while (open.Count > 0)
        {
            var rest = new List<(Term Left, Term Right)>();
            foreach (var (first, second) in open)
            {
                if (!TryUnify(first, second, rest))
                {
                    rest.Add((first, second));
                }
            }

            if (rest.Count >= open.Count && rest.SequenceEqual(open))
            {
                throw Unsafe(left);
            }

            open = rest;
        }
    }

    // False when neither side can be evaluated yet; pairs of members go to the rest.
    private bool TryUnify(Term left, Term right, List<(Term Left, Term Right)> rest)
    {
        if (IsValue(left))
        {
            if (left is not Term.Ref && IsValue(right))
            {
                UnifyNode(PlanTerm(right), left);
            }
            else
            {
                UnifyNode(PlanTerm(left), right);
            }

            return true;
        }

        if (IsValue(right))
        {
            UnifyNode(PlanTerm(right), left);
            return true;
        }

        switch (left, right)
        {
            case (Term.Array first, Term.Array second) when first.Items.Count == second.Items.Count:
                rest.AddRange(first.Items.Zip(second.Items));
                return true;
            case (Term.Object first, Term.Object second) when first.Entries.Count == second.Entries.Count:
                return PairEntries(first, second, rest);
            case (Term.Var, _) or (_, Term.Var):
                return false;
            default:
                _plan.Add(new Check.Never());
                MarkBound(left);
                MarkBound(right);
                return true;
        }
    }

    private bool PairEntries(Term.Object first, Term.Object second, List<(Term Left, Term Right)> rest)
    {
        var pairs = new List<(Term Left, Term Right)>();
        foreach (var entry in first.Entries)
        {
            var twin = second.Entries.FirstOrDefault(other => SameKey(other.Key, entry.Key));
            if (twin.Key is null)
            {
                _plan.Add(new Check.Never());
                MarkBound(first);
                MarkBound(second);
                return true;
            }

            pairs.Add((entry.Value, twin.Value));
        }

        rest.AddRange(pairs);
        return true;
    }

    private static bool SameKey(Term left, Term right) => (left, right) switch
    {
        (Term.Constant first, Term.Constant second) => first.Value.Equals(second.Value),
        (Term.Var first, Term.Var second) => first.Name == second.Name,
        _ => left.ToString() == right.ToString(),
    };

    // After what never holds every variable counts as bound, so that the rest of the body can be planned.
    private void MarkBound(Term term)
    {
        switch (term)
        {
            case Term.Var variable:
                _bound.Add(variable.Name);
                SlotOf(variable.Name);
                break;
            case Term.Array array:
                array.Items.ToList().ForEach(MarkBound);
                break;
            case Term.Set set:
                set.Items.ToList().ForEach(MarkBound);
                break;
            case Term.Object obj:
                obj.Entries.ToList().ForEach(entry => MarkBound(entry.Key));
                obj.Entries.ToList().ForEach(entry => MarkBound(entry.Value));
                break;
        }
    }

    private void UnifyNode(ValueNode node, Term term)
    {
        if (node is ValueNode.Slot same && term is Term.Var { IsWildcard: false } variable && _bound.Add(variable.Name))
        {
            _slots[variable.Name] = same.Index;
            _aliases.Add(variable.Name);
            return;
        }

        var outer = _deferred;
        _deferred = [];
        if (IsValue(term))
        {
            _plan.Add(new Check.Same(node, PlanTerm(term)));
        }
        else
        {
            _plan.Add(PlanPattern(term) switch
            {
                Pattern.Any => new Check.Defined(node),
                Pattern.Bind bind => new Check.Assign(bind.Slot, node),
                var pattern => new Check.Matches(node, pattern),
            });
        }

        var deferred = _deferred;
        _deferred = outer;
        while (deferred.Count > 0)
        {
            // What is no value after all that the pattern binds never becomes one.
            var at = deferred.FindIndex(waiting => IsValue(waiting.Term));
            if (at < 0)
            {
                throw Unsafe(deferred[0].Term);
            }

            var (slot, part) = deferred[at];
            deferred.RemoveAt(at);
            UnifyNode(Read(slot), part);
        }
    }

    private Pattern PlanPattern(Term term)
    {
        if (IsValue(term))
        {
            return _deferred is not null && NeedsLoop(term) ? Defer(term) : new Pattern.Same(PlanTerm(term));
        }

        switch (term)
        {
            case Term.Var { IsWildcard: true }:
                return Pattern.Any.Instance;
            case Term.Var variable:
                _bound.Add(variable.Name);
                return new Pattern.Bind(SlotOf(variable.Name));
            case Term.Array array:
                return new Pattern.Items([.. array.Items.Select(PlanPattern)]);
            case Term.Object obj when obj.Entries.All(entry => IsValue(entry.Key)):
                return new Pattern.Entries(
                    [.. obj.Entries.Select(entry => PlanTerm(entry.Key))],
                    [.. obj.Entries.Select(entry => PlanPattern(entry.Value))]);
            case Term.Set or Term.Object when HasOpenVariable(term):
                // Neither members nor keys bind a variable, and what comes later in the pattern comes too late, as in OPA.
                MarkBound(term);
                return Pattern.Never.Instance;
            case Term.Call or Term.Set or Term.Ref when _deferred is not null:
                return Defer(term);
            default:
                throw Unsafe(term);
        }
    }

    private bool HasOpenVariable(Term term) => term switch
    {
        Term.Var => !IsValue(term),
        Term.Array array => array.Items.Any(HasOpenVariable),
        Term.Set set => set.Items.Any(HasOpenVariable),
        Term.Object obj => obj.Entries.Any(entry => HasOpenVariable(entry.Key) || HasOpenVariable(entry.Value)),
        _ => false,
    };

    private Pattern.Bind Defer(Term term)
    {
        var slot = NewSlot();
        _deferred!.Add((slot, term));
        return new Pattern.Bind(slot);
    }
}
