using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Plans one body. Since bodies are ordered so that each expression is safe left to right, it is known here which variables are bound
/// at each place: nothing is unified at run time, values are matched against patterns instead.
/// </summary>
internal sealed partial class BodyPlanner
{
    private readonly Program _program;
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private HashSet<string> _bound = new(StringComparer.Ordinal);

    // Checks and steps in the order in which they run.
    private List<object> _plan = [];
    private int _slotCount;

    // How often each slot is read.
    private readonly Dictionary<int, int> _reads = [];

    // Variables of this block that share the slot of another one, since they were found equal to it.
    private List<string> _aliases = [];

    // Place 0 belongs to the rule.
    private int _collectorCount = 1;

    private BodyPlanner(Program program, int reservedSlots)
    {
        _program = program;
        _slotCount = reservedSlots;
    }

    private BodySize Size => new(_slotCount, _collectorCount);

    /// <summary>Plans the rules of a complete document or a function.</summary>
    public static ChainsPlan PlanChains(Program program, IReadOnlyList<Rule> rules, int arity, string conflict)
    {
        var chains = new List<BodyPlan[]>();
        var locations = new List<Location>();
        BodyPlan? defaultPlan = null;
        foreach (var rule in rules)
        {
            if (rule.IsDefault)
            {
                defaultPlan = PlanValue(program, rule, arity, conflict);
                continue;
            }

            var chain = new List<BodyPlan>();
            for (var link = rule; link is not null; link = link.Else)
            {
                chain.Add(PlanValue(program, link, arity, conflict));
            }

            chains.Add([.. chain]);
            locations.Add(rule.Head.Location);
        }

        return new ChainsPlan([.. chains], [.. locations], defaultPlan, conflict);
    }

    /// <summary>Plans what adds to a partial document, for lookups that give so many keys. Keys stand in the first slots.</summary>
    public static BodyPlan PlanPart(Program program, PartialSource source, int keys, bool asMember)
    {
        var planner = new BodyPlanner(program, keys);
        var first = planner.Block(() => planner.PlanPart(source, keys, asMember));
        return new BodyPlan(first, planner.Size, null);
    }

    /// <summary>Plans a query; its solutions go to the frame's first collector.</summary>
    public static BodyPlan PlanQuery(Program program, Body body, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var planner = new BodyPlanner(program, 0);
        var first = planner.Block(() =>
        {
            var captured = planner.PlanCaptured(body);
            var known = variables.Where(variable => planner._bound.Contains(variable.Value)).ToArray();
            return new Step.YieldBindings(
                Array.ConvertAll(known, static variable => variable.Key),
                Array.ConvertAll(known, variable => (ValueNode)planner.Read(planner.SlotOf(variable.Value))),
                captured);
        });
        return new BodyPlan(first, planner.Size, null);
    }

    private static BodyPlan PlanValue(Program program, Rule rule, int arity, string conflict)
    {
        var planner = new BodyPlanner(program, arity);
        RegoValue? constant = null;
        var first = planner.Block(() =>
        {
            for (var i = 0; i < arity; i++)
            {
                planner.Receive(i, rule.Head.Arguments![i]);
            }

            planner.PlanBody(rule.Body);
            var value = planner.PlanTerm(rule.Head.Value!);
            constant = (value as ValueNode.Constant)?.Value;
            return new Step.YieldValue(value, rule.Head.Location, conflict);
        });
        return new BodyPlan(first, planner.Size, constant);
    }

    private Step PlanPart(PartialSource source, int keys, bool asMember)
    {
        var head = source.Rule?.Head;
        var late = new List<(int Slot, Term Term)>();
        for (var i = 0; i < keys; i++)
        {
            var term = asMember ? head!.Key! : source.Suffix[i];
            if (IsPlainPattern(term))
            {
                Receive(i, term);
            }
            else
            {
                late.Add((i, term));
            }
        }

        if (source.Rule is not null)
        {
            PlanBody(source.Rule.Body);
        }

        foreach (var (slot, term) in late)
        {
            UnifyNode(Read(slot), term);
        }

        if (asMember)
        {
            return new Step.Found();
        }

        var path = source.Suffix.Skip(keys).Select(PlanTerm).ToArray();
        return source.Complete is not null
            ? new Step.YieldPart(path, new ValueNode.RuleDocument(source.Complete), isMember: false, source.Complete.Rules[0].Head.Location)
            : new Step.YieldPart(path, PlanTerm(head!.Key ?? head.Value!), head.Key is not null, head.Location);
    }

    // A query that is a single term is also asked for its value, false included.
    private ValueNode? PlanCaptured(Body body)
    {
        if (body.Exprs is not [{ Negated: false, Withs.Count: 0, Term: { } term }] || (term is Term.Call call && BindsOrHasOutput(call)))
        {
            PlanBody(body);
            return null;
        }

        var slot = NewSlot();
        var node = PlanTerm(term);
        _plan.Add(new Check.Assign(slot, node));
        return Read(slot);
    }

    // What the caller put into a slot meets the parameter.
    private void Receive(int slot, Term parameter)
    {
        if (parameter is Term.Var { IsWildcard: false } variable && _bound.Add(variable.Name))
        {
            _slots[variable.Name] = slot;
        }
        else
        {
            UnifyNode(Read(slot), parameter);
        }
    }

    private static bool IsPlainPattern(Term term) => term switch
    {
        Term.Constant or Term.Var => true,
        Term.Array array => array.Items.All(IsPlainPattern),
        Term.Object obj => obj.Entries.All(static entry => entry.Key is Term.Constant && IsPlainPattern(entry.Value)),
        _ => false,
    };

    private int NewSlot() => _slotCount++;

    private ValueNode.Slot Read(int slot)
    {
        _reads[slot] = _reads.GetValueOrDefault(slot) + 1;
        return new ValueNode.Slot(slot);
    }

    private int SlotOf(string name)
    {
        if (!_slots.TryGetValue(name, out var slot))
        {
            _slots[name] = slot = NewSlot();
        }

        return slot;
    }

    // Plans a chain of its own, in which variables bound so far are bound; what it binds stays inside.
    private Step Block(Func<Step> plan)
    {
        var (outerPlan, outerBound, outerAliases) = (_plan, _bound, _aliases);
        _plan = [];
        _bound = new HashSet<string>(_bound, StringComparer.Ordinal);
        _aliases = [];
        var last = plan();
        var first = ChainLinker.Link(_plan, last, _reads);
        _aliases.ForEach(name => _slots.Remove(name));
        (_plan, _bound, _aliases) = (outerPlan, outerBound, outerAliases);
        return first;
    }

    private static RegoCompileException Unsafe(Term term) =>
        new([new RegoError(ErrorCodes.UnsafeVar, $"var {term} is unsafe", term.Location)]);
}
