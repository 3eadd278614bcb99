using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Rules;

/// <summary>Finds rules by reference. Paths here begin below <c>data</c>.</summary>
internal sealed class RuleTree
{
    /// <summary>What stands for <c>data</c>.</summary>
    public RuleTreeNode Root { get; } = new();

    public void AddPackage(IReadOnlyList<string> path)
    {
        var node = Root;
        foreach (var part in path)
        {
            node = node.ChildOrNew(RegoString.Of(part));
        }

        node.IsPackage = true;
    }

    /// <summary>Adds a rule whose path is complete and begins with <c>data</c>.</summary>
    public void Add(Rule rule)
    {
        var node = Root;
        foreach (var operand in rule.Head.Path.Skip(1))
        {
            if (operand is not Term.Constant constant)
            {
                break;
            }

            node = node.ChildOrNew(constant.Value);
        }

        node.Rules.Add(rule);
    }

    /// <summary>The node at exactly these constant operands of a reference to <c>data</c>; null when there is none.</summary>
    public RuleTreeNode? Find(IReadOnlyList<Term> operands)
    {
        var node = Root;
        foreach (var operand in operands)
        {
            var next = operand is Term.Constant constant ? node.Child(constant.Value) : null;
            if (next is null)
            {
                return null;
            }

            node = next;
        }

        return node;
    }

    /// <summary>Calls for every rule that a reference to <c>data</c> with these operands may read: over it, at it and below it. Some
    /// may come twice.</summary>
    public void EachReachable(IReadOnlyList<Term> operands, Action<Rule> found) => Gather(Root, operands, 0, found);

    private static void Gather(RuleTreeNode node, IReadOnlyList<Term> operands, int at, Action<Rule> found)
    {
        if (at == operands.Count)
        {
            foreach (var below in node.Descend())
            {
                below.Rules.ForEach(found);
            }
        }
        else if (WrittenValue.Of(operands[at]) is not { } key)
        {
            foreach (var step in node.Children.Values)
            {
                Step(step);
            }
        }
        else if (node.Child(key) is { } child)
        {
            Step(child);
        }

        void Step(RuleTreeNode next)
        {
            next.Rules.ForEach(found);
            Gather(next, operands, at + 1, found);
        }
    }
}
