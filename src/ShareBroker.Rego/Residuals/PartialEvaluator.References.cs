using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>References that may depend on the unknown.</summary>
internal sealed partial class PartialEvaluator
{
    private List<Solution> Reference(Term.Ref reference, Branch branch, Demand demand)
    {
        if (reference.Head is not Term.Var { Name: "input" or "data" } head)
        {
            var found = new List<Solution>();
            Select(branch.ValueOf(reference.Head)!, reference.Operands, 0, branch, found);
            return found;
        }

        // An operand that is bound by now says more than its name.
        var operands = reference.Operands.Select(operand => branch.ValueOf(operand) ?? operand).ToArray();
        if (reference.Operands.All(operand => branch.ValueOf(operand) is null or Term.Constant)
            && !_reach.Touches(reference with { Operands = operands }))
        {
            return Known(reference, branch);
        }

        return head.Name == "input" || _reach.Overlaps("data", operands)
            ? Unknown(head, reference.Operands, 0, branch)
            : Document(reference, operands, branch, demand);
    }

    // A reference that is kept; operands that are not bound go through whatever is there.
    private List<Solution> Unknown(Term head, IReadOnlyList<Term> operands, int from, Branch branch)
    {
        var path = new List<Term>();
        for (var i = from; i < operands.Count; i++)
        {
            var value = branch.ValueOf(operands[i]);
            if (value is null)
            {
                var key = _fresh.Next();
                value = key;
                branch = Match(operands[i], value, branch.Open(key))!;
            }

            path.Add(value);
        }

        if (head is Term.Var { Name: var name } && branch.Facts.References.TryGetValue(name, out var longer))
        {
            head = longer.Head;
            path.InsertRange(0, longer.Operands);
        }

        var reference = new Term.Ref(Location.None, head, path);
        if (IsKnown(reference))
        {
            return Known(reference, branch);
        }

        var text = TermPrinter.Of(reference);
        if (branch.Facts.Variables.TryGetValue(text, out var variable))
        {
            return [new Solution(branch, branch.Resolve(new Term.Var(Location.None, variable)))];
        }

        var (next, defined) = Define(reference, branch);
        return [new Solution(next with { Facts = next.Facts.Define(((Term.Var)defined).Name, reference, text) }, defined)];
    }

    // The members of a value at the operands from the given one on.
    private void Select(Term value, IReadOnlyList<Term> operands, int at, Branch branch, List<Solution> found)
    {
        Step();
        if (at == operands.Count)
        {
            found.Add(new Solution(branch, branch.Resolve(value)));
            return;
        }

        var key = branch.ValueOf(operands[at]);
        switch (value)
        {
            case Term.Var variable when Closures(variable, branch, operands[at]) is { } closed:
                foreach (var (next, inside) in closed)
                {
                    if (branch.Facts.Closures[variable.Name].Term is Term.ArrayComprehension)
                    {
                        Select(inside, operands, at + 1, next, found);
                    }
                    else if (Match(operands[at], inside, next) is { } matched)
                    {
                        Select(matched.Resolve(inside), operands, at + 1, matched, found);
                    }
                }

                break;
            case Term.Var:
                found.AddRange(Unknown(value, operands, at, branch));
                break;
            case Term.Constant { Value: var known } when key is Term.Constant wanted:
                if (Documents.Get(known, wanted.Value) is { } member)
                {
                    Select(Ground.Known(member), operands, at + 1, branch, found);
                }

                break;
            case var _ when Members(value) is { } members:
                foreach (var (name, item) in members)
                {
                    if (Match(operands[at], name, branch) is { } next)
                    {
                        Select(item, operands, at + 1, next, found);
                    }
                }

                break;
            case Term.Object:
                var (defined, whole) = Define(value, branch);
                found.AddRange(Unknown(whole, operands, at, defined));
                break;
        }
    }

    // Keys and members of a value whose keys are known; null when they are not.
    private static IEnumerable<ObjectEntry>? Members(Term value) => value switch
    {
        Term.Array or Term.Constant { Value: RegoArray } =>
            Ground.Items(value)!.Select(static (item, i) => new ObjectEntry(Ground.Known(RegoNumber.Of(i)), item)),
        Term.Constant { Value: RegoSet members } => members.Items.ToArray()
            .Select(static m => new ObjectEntry(Ground.Known(m), Ground.Known(m))),
        Term.Set members => members.Items.Select(static member => new ObjectEntry(member, member)),
        Term.Constant { Value: not RegoObject } => [],
        _ => Ground.Entries(value),
    };

    // A reference to data that is known, or that rules define.
    private List<Solution> Document(Term.Ref reference, Term[] operands, Branch branch, Demand demand)
    {
        var node = _policy.Rules.Root;
        var path = new List<RegoValue>();
        while (path.Count < operands.Length && node is { Rules.Count: 0 } && operands[path.Count] is Term.Constant constant)
        {
            node = node.Child(constant.Value);
            path.Add(constant.Value);
        }

        var found = new List<Solution>();
        if (node is null || !node.Descend().Any(static below => below.Rules.Count > 0))
        {
            // No rules there: base data, read at operands that only the unknown can tell.
            var known = Documents.Find(_program.Data, [.. path], isStored: true);
            var at = path.Count;
            for (; known is not null && at < operands.Length && operands[at] is Term.Constant wanted; at++)
            {
                known = Documents.GetStored(known, wanted.Value);
            }

            if (known is not null)
            {
                Select(Ground.Known(known), reference.Operands, at, branch, found);
            }

            return found;
        }

        return node.Rules.Count == 0 || node.Children.Count > 0 || HasBase(path)
            ? Unknown(reference.Head, reference.Operands, 0, branch)
            : Rules(node, path, reference, branch, demand);
    }

    private bool HasBase(List<RegoValue> path) => Documents.Find(_program.Data, [.. path], isStored: true) is not null;
}
