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
    private readonly BoundNames _bound = new();

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

        var index = RuleIndex.Of(
            [.. chains.Select(static chain => RuleTest.OfAny([.. chain.Select(static body => body.Tests)]))],
            test => PlanTest(program, test));
        return new ChainsPlan([.. chains], [.. locations], defaultPlan, conflict, index);
    }

    /// <summary>The place that a test looks at.</summary>
    public static ValueNode PlanTest(Program program, RuleTest test) =>
        test.Subject is null ? new ValueNode.Slot(test.Slot) : new BodyPlanner(program, 0).PlanTerm(test.Subject);

    /// <summary>Plans what adds to a partial document, for lookups that give so many keys. Keys stand in the first slots.</summary>
    public static BodyPlan PlanPart(Program program, PartialSource source, int keys, bool asMember)
    {
        var planner = new BodyPlanner(program, keys);
        IReadOnlyList<Term> heads = asMember ? [source.Rule!.Head.Key!] : [.. source.Suffix.Take(keys)];
        var (body, tests) = planner.TestsFirst(source.Rule?.Body, heads);
        var first = planner.Block(() => planner.PlanPart(source, body, heads, asMember));
        return new BodyPlan(first, planner.Size, null) { Tests = tests };
    }

    /// <summary>Plans a query; its solutions go to the frame's first collector.</summary>
    /// <param name="program">The rules.</param>
    /// <param name="body">The compiled query.</param>
    /// <param name="single">Whether it was written as one expression.</param>
    /// <param name="variables">The variables whose values are asked for, by the names they were written with.</param>
    public static BodyPlan PlanQuery(Program program, Body body, bool single, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var planner = new BodyPlanner(program, 0);
        var first = planner.Block(() =>
        {
            var captured = planner.PlanCaptured(body, single);
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
        var (body, tests) = planner.TestsFirst(rule.Body, rule.Head.Arguments ?? []);
        var first = planner.Block(() =>
        {
            for (var i = 0; i < arity; i++)
            {
                planner.Receive(i, rule.Head.Arguments![i]);
            }

            planner.PlanBody(body!);
            var value = planner.PlanTerm(rule.Head.Value!);
            constant = (value as ValueNode.Constant)?.Value;
            return new Step.YieldValue(value, rule.Head.Location, conflict);
        });
        return new BodyPlan(first, planner.Size, constant) { Tests = tests };
    }

    // Whoever watches rows sees them in the order in which they are written.
    private (Body? Body, IReadOnlyList<RuleTest> Tests) TestsFirst(Body? body, IReadOnlyList<Term> heads) =>
        _program.Coverage || body is null ? (body, []) : RuleTests.Of(_program.Root, body, heads);

    private Step PlanPart(PartialSource source, Body? body, IReadOnlyList<Term> heads, bool asMember)
    {
        var head = source.Rule?.Head;
        var late = new List<(int Slot, Term Term)>();
        for (var i = 0; i < heads.Count; i++)
        {
            var term = heads[i];
            if (IsPlainPattern(term))
            {
                Receive(i, term);
            }
            else
            {
                late.Add((i, term));
            }
        }

        if (body is not null)
        {
            PlanBody(body);
        }

        foreach (var (slot, term) in late)
        {
            UnifyNode(Read(slot), term);
        }

        if (asMember)
        {
            return new Step.Found();
        }

        var path = source.Suffix.Skip(heads.Count).Select(PlanTerm).ToArray();
        return source.Complete is not null
            ? new Step.YieldPart(path, new ValueNode.RuleDocument(source.Complete), isMember: false, source.Complete.Rules[0].Head.Location)
            : new Step.YieldPart(path, PlanTerm(head!.Key ?? head.Value!), head.Key is not null, head.Location);
    }

    // A query that is a single term is also asked for its value, false included.
    private ValueNode? PlanCaptured(Body body, bool single)
    {
        if (!single || body.Exprs is not [.., { Negated: false, Withs.Count: 0, Term: { } term }]
            || (term is Term.Call call && BindsOrHasOutput(call)))
        {
            PlanBody(body);
            return null;
        }

        // What the compiler took out of the expression comes before it.
        PlanBody(new Body([.. body.Exprs.SkipLast(1)]));
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
        var (outerPlan, mark, outerAliases) = (_plan, _bound.Mark, _aliases);
        _plan = [];
        _aliases = [];
        var last = plan();
        var first = ChainLinker.Link(_plan, last, _reads);
        _aliases.ForEach(name => _slots.Remove(name));
        _bound.ForgetSince(mark);
        (_plan, _aliases) = (outerPlan, outerAliases);
        return first;
    }

    private static RegoCompileException Unsafe(Term term) =>
        new([new RegoError(ErrorCodes.UnsafeVar, $"var {term} is unsafe", term.Location)]);
}
