using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    // Branches after the first: their heads repeat the first one's.
    private readonly HashSet<Rule> _elses = new(ReferenceEqualityComparer.Instance);

    private bool? _writesPaths;

    // One long path is enough for all paths to be written with dots.
    private bool WritesPaths => _writesPaths ??= _module.Rules.Any(static rule =>
        rule.Head.Path.Count > 2 || (rule.Head.Path.Count == 2 && rule.Head.Kind == RuleKind.MultiValue));

    private RuleForm FormOf(Rule rule) => _map.Of(rule);

    // Whether the last part of the head's path, or its member, is a key to it.
    private bool HasKey(Rule rule)
    {
        var head = rule.Head;
        if (head.Kind == RuleKind.MultiValue || head.Path.Count != 2 || head.IsFunction || rule.IsDefault)
        {
            return head.Kind == RuleKind.MultiValue;
        }

        return !FormOf(rule).HasFlag(RuleForm.UsesIf) || head.Path[1] is Term.Ref || !IsGround(head.Path[1]);
    }

    // Whether the value `true` is implied by how the head was written, not only absent from it.
    private bool ImpliesTrue(Rule rule)
    {
        var (head, form) = (rule.Head, FormOf(rule));
        return form.HasFlag(RuleForm.Chained)
            || form.HasFlag(RuleForm.Valueless)
            || (!head.ValueWritten && form.HasFlag(RuleForm.UsesIf) && head.Path.Count == 2 && !head.IsFunction);
    }

    private bool WriteElseHead(Rule rule, bool isConstant)
    {
        if (!Comments(rule.Head.Location.Row))
        {
            return Lost();
        }

        _lines.StartLineUnlessIn();
        _lines.Write("else");
        return IsTrue(rule.Head.Value) && !isConstant ? true : WriteHeadValue(rule.Head);
    }

    private bool WriteHead(Rule rule, bool isConstant)
    {
        _forced = FormOf(rule).HasFlag(RuleForm.Chained) ? PlaceOf(rule, rule.Location) : null;
        var written = WriteHeadParts(rule, isConstant);
        _forced = null;
        return written;
    }

    private bool WriteHeadParts(Rule rule, bool isConstant)
    {
        var head = rule.Head;
        if (WritesPaths || head.Path.Count == 1)
        {
            if (!WritePath(head.Path[0], head.Path, 1))
            {
                return Lost();
            }
        }
        else if (!_options.Careful && _comments.NextRow == RowOf(head.Path[1]))
        {
            WriteUnformatted(PlaceOf(head, head.Location));
            return true;
        }
        else
        {
            _lines.Write($"{Printed(head.Path[0])}[{Printed(head.Path[1])}]");
        }

        if (head.Arguments is { Count: > 0 } arguments && !WriteArguments(head, arguments))
        {
            return false;
        }

        if (head.Key is { } key && head.Value is null)
        {
            return WriteKey(key);
        }

        var hasKey = HasKey(rule);
        var isWritten = hasKey || isConstant || rule.IsDefault || !IsTrue(head.Value);
        var isPath = _options.IsV1 && isConstant && !hasKey && !head.IsFunction;
        return !isWritten || (ImpliesTrue(rule) && IsTrue(head.Value) && !isPath) || WriteHeadValue(head);
    }

    private bool WriteArguments(Head head, IReadOnlyList<Term> arguments)
    {
        _lines.Write('(');
        var place = PlaceOf(head, head.Location);
        var written = WriteList(arguments, WriteItem, RowOf, () => Brackets.ClosingRow(Written(place), place.Row, '(', ')'));
        _lines.Write(')');
        return written;
    }

    private bool WriteKey(Term key)
    {
        if (_forms.UsesContains)
        {
            _lines.Write(" contains ");
            return WriteTerm(key);
        }

        _lines.Write('[');
        var written = WriteTerm(key);
        _lines.Write(written ? "]" : string.Empty);
        return written;
    }

    private bool WriteHeadValue(Head head)
    {
        _lines.Write(head.Assigned || _options.IsV1 ? " := " : " = ");
        return WriteTerm(head.Value!);
    }

    private static bool IsTrue(Term? term) => term is Term.Constant { Value: RegoBoolean { Value: true } };

    private static bool IsGround(Term term) => term switch
    {
        Term.Var => false,
        Term.Ref reference => IsGround(reference.Head) && reference.Operands.All(IsGround),
        Term.Array array => array.Items.All(IsGround),
        Term.Set set => set.Items.All(IsGround),
        Term.Object { Entries: var entries } => entries.All(static entry => IsGround(entry.Key) && IsGround(entry.Value)),
        Term.Call call => call.Arguments.All(IsGround),
        Term.Constant => true,
        _ => false,
    };
}
