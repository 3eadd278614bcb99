using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Terms that are values, and references.</summary>
internal sealed partial class BodyPlanner
{
    // Whether the term has a value here once the loops that its references need run before it.
    private bool IsValue(Term term) => term switch
    {
        Term.Var variable => variable.Name is "input" or "data" || _bound.Contains(variable.Name),
        Term.Ref reference => IsValue(reference.Head),
        Term.Array array => array.Items.All(IsValue),
        Term.Set set => set.Items.All(IsValue),
        Term.Object obj => obj.Entries.All(entry => IsValue(entry.Key) && IsValue(entry.Value)),
        Term.Call call => call.Arguments.All(IsValue),
        _ => true,
    };

    // Whether the value needs loops: a reference with a variable that is not bound yet.
    private bool NeedsLoop(Term term) => term switch
    {
        Term.Ref reference => NeedsLoop(reference.Head) || reference.Operands.Any(operand => !IsValue(operand) || NeedsLoop(operand)),
        Term.Array array => array.Items.Any(NeedsLoop),
        Term.Set set => set.Items.Any(NeedsLoop),
        Term.Object obj => obj.Entries.Any(entry => NeedsLoop(entry.Key) || NeedsLoop(entry.Value)),
        Term.Call call => call.Arguments.Any(NeedsLoop) || IsRelation(call),
        _ => false,
    };

    private bool IsRelation(Term.Call call) => _program.FindCallee(call.Function) is BuiltinCallee { Builtin.Relation: not null };

    private ValueNode PlanTerm(Term term) => term switch
    {
        Term.Constant constant => new ValueNode.Constant(constant.Value),
        Term.Var { Name: "input" } => ValueNode.Input.Instance,
        Term.Var { Name: "data" } => new ValueNode.TreeDocument(_program.Root),
        Term.Var variable => _bound.Contains(variable.Name) ? Read(SlotOf(variable.Name)) : throw Unsafe(term),
        Term.Ref { Head: Term.Var { Name: "data" } } reference => PlanDataRef(reference),
        Term.Ref reference => PlanOperands(PlanTerm(reference.Head), reference.Operands, 0),
        Term.Array array => PlanArray(array),
        Term.Set set => PlanSet(set),
        Term.Object obj => PlanObject(obj),
        Term.Call call => PlanCall(call),
        Term.ArrayComprehension all => PlanArrayComprehension(all),
        Term.SetComprehension all => PlanSetComprehension(all),
        Term.ObjectComprehension all => PlanObjectComprehension(all),
        Term.Template template => new ValueNode.Template([.. template.Parts.Select(PlanTemplatePart)]),
        _ => throw Unsafe(term),
    };

    // A composite of constants is made once, here.
    private ValueNode PlanArray(Term.Array array)
    {
        var nodes = array.Items.Select(PlanTerm).ToArray();
        return ConstantsOf(nodes) is { } values ? new ValueNode.Constant(RegoArray.Adopt(values)) : new ValueNode.Items(nodes);
    }

    private ValueNode PlanSet(Term.Set set)
    {
        var nodes = set.Items.Select(PlanTerm).ToArray();
        return ConstantsOf(nodes) is { } values ? new ValueNode.Constant(RegoSet.Of(values)) : new ValueNode.Members(nodes);
    }

    private ValueNode PlanObject(Term.Object obj)
    {
        var keys = new ValueNode[obj.Entries.Count];
        var values = new ValueNode[obj.Entries.Count];
        var entries = EntryOrder.Of(obj);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = PlanTerm(entries[i].Key);
            values[i] = PlanTerm(entries[i].Value);
        }

        if (ConstantsOf(keys) is not { } constantKeys || ConstantsOf(values) is not { } constantValues)
        {
            return new ValueNode.Entries(keys, values);
        }

        var builder = new RegoObject.Builder(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            builder.Set(constantKeys[i], constantValues[i]);
        }

        return new ValueNode.Constant(builder.Build());
    }

    private static RegoValue[]? ConstantsOf(ValueNode[] nodes) =>
        Array.TrueForAll(nodes, static node => node is ValueNode.Constant)
            ? Array.ConvertAll(nodes, static node => ((ValueNode.Constant)node).Value)
            : null;

    private ValueNode PlanCall(Term.Call call)
    {
        if (IsUnification(call))
        {
            Unify(call.Arguments[0], call.Arguments[1]);
            return new ValueNode.Constant(RegoBoolean.True);
        }

        var callee = CalleeOf(call);
        if (callee is BuiltinCallee { Builtin.Relation: not null } relation)
        {
            var slot = NewSlot();
            PlanRelation(relation, call, new Pattern.Bind(slot));
            return Read(slot);
        }

        var arguments = call.Arguments.Select(PlanTerm).ToArray();
        if (callee is BuiltinCallee && call.Name == "internal.member_2")
        {
            return new ValueNode.Membership(arguments[0], arguments[1]);
        }

        ComparisonKind? comparison = callee is BuiltinCallee ? ComparisonOf(call.Name) : null;
        return comparison is { } kind
            ? new ValueNode.Comparison(kind, arguments[0], arguments[1])
            : callee is BuiltinCallee builtin ? ValueNode.OfBuiltin(builtin, arguments, call.Location)
            : callee is RuleCallee { Rules: var rules } ? new ValueNode.RuleCall(rules, arguments, call.Location)
            : new ValueNode.Call(callee, arguments, call.Location);
    }

    private static ComparisonKind? ComparisonOf(string name) => name switch
    {
        "equal" => ComparisonKind.Equal,
        "neq" => ComparisonKind.NotEqual,
        "lt" => ComparisonKind.Less,
        "lte" => ComparisonKind.LessOrEqual,
        "gt" => ComparisonKind.Greater,
        "gte" => ComparisonKind.GreaterOrEqual,
        _ => null,
    };

    private ValueNode.ArrayComprehension PlanArrayComprehension(Term.ArrayComprehension all)
    {
        var collector = _collectorCount++;
        return new ValueNode.ArrayComprehension(collector, Block(() =>
        {
            PlanBody(all.Body);
            return new Step.YieldItem(collector, PlanTerm(all.Item));
        }));
    }

    private ValueNode.SetComprehension PlanSetComprehension(Term.SetComprehension all)
    {
        var collector = _collectorCount++;
        return new ValueNode.SetComprehension(collector, Block(() =>
        {
            PlanBody(all.Body);
            return new Step.YieldMember(collector, PlanTerm(all.Item));
        }));
    }

    private ValueNode.ObjectComprehension PlanObjectComprehension(Term.ObjectComprehension all)
    {
        var collector = _collectorCount++;
        return new ValueNode.ObjectComprehension(collector, Block(() =>
        {
            PlanBody(all.Body);
            return new Step.YieldEntry(collector, PlanTerm(all.Key), PlanTerm(all.Value), all.Key.Location);
        }));
    }

    // A part may be undefined, so it is planned as a body of its own of which the first value counts.
    private ValueNode PlanTemplatePart(TemplatePart part)
    {
        if (part.Value is not { Term: { } term } expr)
        {
            return new ValueNode.Constant(RegoString.Of(part.Text ?? string.Empty));
        }

        if (expr.Withs.Count == 0 && !NeedsLoop(term))
        {
            return PlanTerm(term);
        }

        var collector = _collectorCount++;
        var slot = NewSlot();
        return new ValueNode.Field(
            new ValueNode.ArrayComprehension(collector, Block(() =>
            {
                PlanExpr(expr with { Statement = new Statement.Claim(new Term.Call(
                    term.Location, new Term.Var(term.Location, "eq"), [new Term.Var(term.Location, "__local_part" + slot), term])) });
                return new Step.YieldItem(collector, Read(SlotOf("__local_part" + slot)));
            })),
            RegoNumber.Of(0));
    }

    // source[a][b]: a bound operand looks up, one with open variables loops over the members whose key fits.
    private ValueNode PlanOperands(ValueNode source, IReadOnlyList<Term> operands, int start)
    {
        var stored = (source as ValueNode.Base)?.Path;
        for (var i = start; i < operands.Count; i++)
        {
            if (IsValue(operands[i]))
            {
                source = LookUp(source, PlanTerm(operands[i]), stored);
                continue;
            }

            var key = PlanPattern(operands[i]);
            var slot = NewSlot();
            _plan.Add(new Step.Scan(source, key, slot));
            source = Read(slot);
        }

        return source;
    }

    // In a store only what could be a place in a list, or the text of a number, needs more than the key itself.
    private static ValueNode LookUp(ValueNode source, ValueNode key, RegoValue[]? stored) =>
        key is ValueNode.Constant { Value: var known }
        && (stored is null || (known is not RegoNumber && !(known is RegoString text && Documents.IsPlace(text.Value))))
            ? new ValueNode.Field(source, known)
            : new ValueNode.Lookup(source, key, stored);

    private ValueNode PlanDataRef(Term.Ref reference)
    {
        var operands = reference.Operands;
        var node = _program.Root;
        var at = 0;
        while (node.Rules is null && at < operands.Count && operands[at] is Term.Constant key)
        {
            if (node.Child(key.Value) is not { } child)
            {
                return PlanBaseRef(operands, at);
            }

            node = child;
            at++;
        }

        if (node.Rules is { } rules)
        {
            return PlanRuleRef(rules, operands, at);
        }

        return at == operands.Count ? new ValueNode.TreeDocument(node) : PlanDataWalk(node, operands, at);
    }

    // No rule stands at or below this constant path.
    private ValueNode PlanBaseRef(IReadOnlyList<Term> operands, int at)
    {
        while (at < operands.Count && operands[at] is Term.Constant)
        {
            at++;
        }

        var path = operands.Take(at).Select(static part => ((Term.Constant)part).Value).ToArray();
        return PlanOperands(new ValueNode.Base(path, Documents.Find(_program.Data, path, isStored: true)), operands, at);
    }

    private ValueNode PlanRuleRef(RuleSet rules, IReadOnlyList<Term> operands, int at)
    {
        if (rules is FunctionRules)
        {
            return ValueNode.Undefined.Instance;
        }

        var keys = new List<ValueNode>();
        if (rules is PartialRules partial)
        {
            while (keys.Count < partial.KeysMax && at < operands.Count && IsValue(operands[at]))
            {
                keys.Add(PlanTerm(operands[at]));
                at++;
            }

            if (keys.Count > 0)
            {
                return PlanOperands(new ValueNode.RuleEntry(partial, [.. keys]), operands, at);
            }
        }

        return PlanOperands(new ValueNode.RuleDocument(rules), operands, at);
    }

    private ValueNode.Slot PlanDataWalk(DocumentNode node, IReadOnlyList<Term> operands, int at)
    {
        var keys = new List<Pattern>();
        var known = new List<ValueNode?>();
        for (var i = at; i < operands.Count; i++)
        {
            var isValue = IsValue(operands[i]);
            known.Add(isValue ? PlanTerm(operands[i]) : null);
            keys.Add(isValue ? Pattern.Any.Instance : PlanPattern(operands[i]));
        }

        var slot = NewSlot();
        _plan.Add(new Step.Walk(new DataWalk(node, [.. keys], [.. known]), slot));
        return Read(slot);
    }
}
