using ShareBroker.Rego.Evaluation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>Objects of the input of which only some members are unknown.</summary>
internal sealed partial class PartialEvaluator
{
    private static bool IsConstant(Term.Ref reference, out Term.Var head)
    {
        head = (reference.Head as Term.Var)!;
        return reference.Head is Term.Var { Name: "input" } && reference.Operands.All(static operand => operand is Term.Constant);
    }

    // Nothing unknown lies at, above or below it.
    private bool IsKnown(Term.Ref reference) => IsConstant(reference, out var head) && !_reach.Overlaps(head.Name, reference.Operands);

    private RegoValue? KnownAt(IEnumerable<Term> operands)
    {
        var value = _input;
        foreach (var operand in operands)
        {
            value = Documents.Get(value, Ground.Of(operand)!);
        }

        return value;
    }

    // An object in every world: it is known, and what is unknown lies below it.
    private bool IsSure(Term term) => term is Term.Ref reference && IsConstant(reference, out _)
        && !_reach.Swallows("input", reference.Operands) && KnownAt(reference.Operands) is RegoObject;

    private static Term.Ref? ReferenceOf(Term term, Branch branch) =>
        term is Term.Var { Name: var name } && branch.Facts.References.TryGetValue(name, out var reference) ? reference : null;

    // What a function says about an object that is known in part; null when only the unknown can tell.
    private List<Solution>? Partly(Term.Call call, Branch branch)
    {
        switch (call.Name, call.Arguments)
        {
            case ("is_object", [var argument]) when argument is Term.Object || (ReferenceOf(argument, branch) is { } known
                && IsSure(known)):
                return [new Solution(branch, Ground.Known(RegoBoolean.True))];
            case ("object.get", [var source, Term.Constant { Value: var key }, var otherwise]):
                return Got(source, key is RegoArray steps ? [.. steps.Items] : [key], otherwise, branch);
            default:
                return null;
        }
    }

    private List<Solution>? Got(Term source, RegoValue[] steps, Term otherwise, Branch branch)
    {
        for (var at = 0; at < steps.Length; at++)
        {
            if (Ground.Entries(source) is { } entries)
            {
                if (entries.FirstOrDefault(entry => Ground.Of(entry.Key)!.Equals(steps[at])) is not { Value: { } member })
                {
                    return [new Solution(branch, otherwise)];
                }

                source = branch.Resolve(member);
                continue;
            }

            if (ReferenceOf(source, branch) is not { } reference || !IsSure(reference))
            {
                return null;
            }

            var below = reference with { Operands = [.. reference.Operands, Ground.Known(steps[at])] };
            if (IsKnown(below))
            {
                if (KnownAt(below.Operands) is not { } value)
                {
                    return [new Solution(branch, otherwise)];
                }

                source = Ground.Known(value);
            }
            else if (IsSure(below) && Unknown(below.Head, below.Operands, 0, branch) is [var (next, variable)])
            {
                (branch, source) = (next, variable);
            }
            else
            {
                return null;
            }
        }

        return [new Solution(branch, source)];
    }
}
