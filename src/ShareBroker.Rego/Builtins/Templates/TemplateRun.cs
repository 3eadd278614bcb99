using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>Fills in a parsed template. Every node is a step and every piece of text is charged, so that no loop is for free.</summary>
internal sealed class TemplateRun
{
    private const int DepthMax = 100;

    private readonly BuiltinContext _context;
    private readonly string _source;
    private readonly Dictionary<string, TemplateNode[]> _templates;
    private readonly StringBuilder _text = new();
    private List<(string Name, object? Value)> _variables = [];
    private string _name = "template";
    private int _depth;

    private TemplateRun(BuiltinContext context, string source)
    {
        _context = context;
        _source = source;
        _templates = TemplateParser.Parse(context, source);
    }

    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    /// <summary>The text that the template makes of the data.</summary>
    /// <exception cref="BuiltinException">It is no template, or asks for something that is not there.</exception>
    public static string Render(BuiltinContext context, string source, RegoObject data)
    {
        var run = new TemplateRun(context, source);
        run._variables.Add(("$", data));
        run.Walk(run._templates["template"], data);
        return run._text.ToString();
    }

    private BuiltinException Fault(TemplateNode node, string message)
    {
        var before = _source.AsSpan(0, Math.Min(node.At, _source.Length));
        var line = before.Count('\n') + 1;
        var column = Encoding.UTF8.GetByteCount(before[(before.LastIndexOf('\n') + 1)..]);
        return BuiltinException.Failed($"template: template:{line}:{column}: executing \"{_name}\" at <{node}>: {message}");
    }

    private void Enter()
    {
        _context.Meter.Step();
        if (++_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Depth, $"a template runs deeper than {DepthMax} levels");
        }
    }

    private void Write(string text)
    {
        _context.Charge(text.Length);
        _text.Append(text);
    }

    private Flow Walk(TemplateNode[] nodes, object? dot)
    {
        Enter();
        var flow = Flow.On;
        for (var i = 0; i < nodes.Length && flow == Flow.On; i++)
        {
            _context.Meter.Step();
            flow = Walk(nodes[i], dot);
        }

        _depth--;
        return flow;
    }

    private Flow Walk(TemplateNode node, object? dot)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                Write(text.Value);
                return Flow.On;
            case TemplateNode.Print print:
                var value = Evaluate(print.Value, dot);
                if (print.Value.Variables.Length == 0)
                {
                    Write(TemplateValue.Print(_context, value));
                }

                return Flow.On;
            case TemplateNode.Jump jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
            case TemplateNode.Include include:
                Include(include, dot);
                return Flow.On;
            default:
                var branch = (TemplateNode.Branch)node;
                var mark = _variables.Count;
                var flow = branch.Word == "range" ? Range(branch, dot) : If(branch, dot);
                _variables.RemoveRange(mark, _variables.Count - mark);
                return flow;
        }
    }

    private Flow If(TemplateNode.Branch branch, object? dot)
    {
        var value = Evaluate(branch.Condition, dot);
        return TemplateValue.IsTrue(value) ? Walk(branch.Body, branch.Word == "with" ? value : dot)
            : branch.Else is not null ? Walk(branch.Else, dot)
            : Flow.On;
    }

    private Flow Range(TemplateNode.Branch branch, object? dot)
    {
        var value = Evaluate(branch.Condition with { Variables = [] }, dot);
        var count = value switch
        {
            null => 0,
            long whole => Math.Max(0, whole),
            RegoArray list => list.Count,
            RegoObject members => members.Count,
            _ when ReferenceEquals(value, TemplateValue.Undefined) => 0,
            _ => throw Fault(branch.Condition, $"range can't iterate over {TemplateValue.Print(_context, value)}"),
        };
        if (count == 0)
        {
            return branch.Else is null ? Flow.On : Walk(branch.Else, dot);
        }

        var names = branch.Condition.Variables;
        var mark = _variables.Count;
        for (var i = 0L; i < count; i++)
        {
            _context.Meter.Step();
            (object key, object? item) = value switch
            {
                RegoArray list => ((object)i, TemplateValue.Of(list[(int)i])),
                RegoObject members => (((RegoString)members.KeyAt((int)i)).Value, TemplateValue.Of(members.ValueAt((int)i))),
                _ => ((object)i, i),
            };
            Set(branch.Condition, names.Length > 0 ? names[^1] : null, item);
            Set(branch.Condition, names.Length > 1 ? names[0] : null, key);
            var flow = Walk(branch.Body, item);
            _variables.RemoveRange(mark, _variables.Count - mark);
            if (flow == Flow.Break)
            {
                break;
            }
        }

        return Flow.On;
    }

    private void Include(TemplateNode.Include include, object? dot)
    {
        if (!_templates.TryGetValue(include.Name, out var body))
        {
            throw Fault(include, $"template \"{include.Name}\" not defined");
        }

        var argument = include.Argument is null ? null : Evaluate(include.Argument, dot);
        var (variables, name) = (_variables, _name);
        (_variables, _name) = ([("$", argument)], include.Name);
        Walk(body, argument);
        (_variables, _name) = (variables, name);
    }

    private void Set(TemplateNode.Pipeline pipeline, string? name, object? value)
    {
        if (name is null)
        {
            return;
        }

        _context.Meter.Allocate(48);
        var known = pipeline.Assigns ? _variables.FindLastIndex(variable => variable.Name == name) : -1;
        if (known >= 0)
        {
            _variables[known] = (name, value);
        }
        else
        {
            _variables.Add((name, value));
        }
    }

    private object? Evaluate(TemplateNode.Pipeline pipeline, object? dot)
    {
        Enter();
        object? value = null;
        for (var i = 0; i < pipeline.Commands.Length; i++)
        {
            value = Evaluate(pipeline.Commands[i], dot, i > 0, value);
        }

        foreach (var name in pipeline.Variables)
        {
            Set(pipeline, name, value);
        }

        _depth--;
        return value;
    }

    private object? Evaluate(TemplateNode.Command command, object? dot, bool hasFinal, object? final)
    {
        _context.Meter.Step();
        var first = command.Operands[0];
        if (first is TemplateNode.Function function)
        {
            return Call(command, function, dot, hasFinal, final);
        }

        var hasArguments = hasFinal || command.Operands.Length > 1;
        if (first is TemplateNode.Members { Names.Length: > 0 } members)
        {
            return Evaluate(members, dot, hasArguments);
        }

        if (hasArguments)
        {
            throw Fault(first, $"can't give argument to non-function {first}");
        }

        return first is TemplateNode.Nothing ? throw Fault(first, "nil is not a command") : Operand(first, dot);
    }

    private object? Operand(TemplateNode operand, object? dot)
    {
        _context.Meter.Step();
        return operand switch
        {
            TemplateNode.Dot => dot is RegoValue value ? TemplateValue.Of(value) : dot,
            TemplateNode.Literal literal => literal.Value,
            TemplateNode.Members members => Evaluate(members, dot, hasArguments: false),
            TemplateNode.Pipeline pipeline => Evaluate(pipeline, dot),
            TemplateNode.Function function => Call(new TemplateNode.Command(function.At, [function]), function, dot, false, null),
            _ => null,
        };
    }

    private object? Evaluate(TemplateNode.Members members, object? dot, bool hasArguments)
    {
        var value = members.Owner is not null ? Operand(members.Owner, dot)
            : members.Variable is { } variable ? _variables.FindLast(known => known.Name == variable).Value
            : dot;
        for (var i = 0; i < members.Names.Length; i++)
        {
            _context.Meter.Step();
            var name = members.Names[i];
            if (hasArguments && i == members.Names.Length - 1)
            {
                throw Fault(members, $"{name} is not a method but has arguments");
            }

            value = value switch
            {
                RegoObject owner => owner.Get(RegoString.Of(name)) is { } found ? TemplateValue.Of(found) : Missing(members, name),
                null => throw Inside(members, i, $"nil pointer evaluating interface {{}}.{name}"),
                _ when ReferenceEquals(value, TemplateValue.Undefined) => value,
                _ => throw Inside(members, i,
                    $"can't evaluate field {name} in type {(i > 0 ? "interface {}" : TemplateValue.TypeName(value))}"),
            };
        }

        return value;
    }

    // A chain is blamed at its second name, as the reference does.
    private BuiltinException Inside(TemplateNode.Members members, int index, string message) =>
        Fault(index > 0 && members.Variable is null ? members with { At = members.At + 1 + members.Names[0].Length } : members, message);

    private object Missing(TemplateNode.Members members, string name) => _context.IsOlderLanguage
        ? throw Fault(members, $"map has no entry for key \"{name}\"")
        : TemplateValue.Undefined;

    private object? Call(TemplateNode.Command command, TemplateNode.Function function, object? dot, bool hasFinal, object? final)
    {
        var count = command.Operands.Length - 1 + (hasFinal ? 1 : 0);
        if (TemplateFunctions.CountFault(function.Name, count) is { } fault)
        {
            throw Fault(function, fault);
        }

        if (function.Name is "and" or "or")
        {
            return Choose(command, function.Name == "or", dot, hasFinal, final);
        }

        var arguments = new object?[count];
        for (var i = 1; i < command.Operands.Length; i++)
        {
            arguments[i - 1] = Operand(command.Operands[i], dot);
        }

        if (hasFinal)
        {
            arguments[^1] = final;
        }

        try
        {
            return TemplateFunctions.Call(_context, function.Name, arguments);
        }
        catch (FormatException error)
        {
            throw Fault(command, $"error calling {function.Name}: {error.Message}");
        }
    }

    // The first operand that decides is the value; those after it are not evaluated.
    private object? Choose(TemplateNode.Command command, bool until, object? dot, bool hasFinal, object? final)
    {
        object? value = null;
        for (var i = 1; i < command.Operands.Length; i++)
        {
            value = Operand(command.Operands[i], dot);
            if (TemplateValue.IsTrue(value) == until)
            {
                return value;
            }
        }

        return hasFinal ? final : value;
    }
}
