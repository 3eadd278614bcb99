using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Templates;

/// <content>Pipelines, commands and operands.</content>
internal sealed partial class TemplateParser
{
    private TemplateNode.Pipeline Pipeline(string where, TemplateTokenKind end)
    {
        Enter();
        SkipSpace();
        var at = Peek.At;
        var (variables, assigns) = Declarations(where);
        var commands = new List<TemplateNode.Command>();
        while (true)
        {
            SkipSpace();
            if (Peek.Kind == end && (end == TemplateTokenKind.Close || Peek.Text == ")"))
            {
                break;
            }

            if (Peek.Kind is TemplateTokenKind.Close or TemplateTokenKind.End || IsMark(")"))
            {
                throw Fault($"unexpected {Shown()} in {where}");
            }

            commands.Add(Command());
        }

        _next++;
        if (commands.Count == 0)
        {
            throw Fault($"missing value for {where}");
        }

        // What follows a bar is called with a value, which only a function takes.
        if (commands.Skip(1)
            .FirstOrDefault(static one => one.Operands[0] is TemplateNode.Literal or TemplateNode.Dot or TemplateNode.Nothing)
            is { } wrong)
        {
            throw Fault($"non executable command in pipeline stage {commands.IndexOf(wrong) + 1}");
        }

        _depth--;
        return new TemplateNode.Pipeline(at, variables, assigns, [.. commands]);
    }

    private (string[] Variables, bool Assigns) Declarations(string where)
    {
        var start = _next;
        var names = new List<string>();
        while (Peek.Kind == TemplateTokenKind.Variable)
        {
            names.Add(Next().Text);
            SkipSpace();
            if (IsMark(",") && where == "range" && names.Count < 2)
            {
                _next++;
                SkipSpace();
                continue;
            }

            if (IsMark(":=") || IsMark("="))
            {
                var assigns = Next().Text == "=";
                foreach (var name in names)
                {
                    Declare(name, assigns);
                }

                return ([.. names], assigns);
            }

            break;
        }

        _next = start;
        return ([], false);
    }

    private void Declare(string name, bool assigns)
    {
        if (assigns)
        {
            Demand(name);
        }
        else
        {
            _variables.Add(name);
        }
    }

    private void Demand(string variable)
    {
        _context.Meter.Work(_variables.Count / 4);
        if (!_variables.Contains(variable))
        {
            throw Fault($"undefined variable \"{variable}\"");
        }
    }

    private TemplateNode.Command Command()
    {
        var at = Peek.At;
        var operands = new List<TemplateNode>();
        while (true)
        {
            SkipSpace();
            if (Operand() is not { } operand)
            {
                break;
            }

            operands.Add(operand);
            if (Peek.Kind == TemplateTokenKind.Space)
            {
                continue;
            }

            break;
        }

        SkipSpace();
        if (IsMark("|"))
        {
            _next++;
            SkipSpace();
            if (Peek.Kind == TemplateTokenKind.Close || IsMark(")"))
            {
                throw Fault("missing value for command");
            }
        }
        else if (Peek.Kind is not TemplateTokenKind.Close && !IsMark(")"))
        {
            throw Fault($"unexpected {Shown()} in operand");
        }

        return operands.Count > 0 ? new TemplateNode.Command(at, [.. operands]) : throw Fault("empty command");
    }

    private TemplateNode? Operand()
    {
        var node = Term();
        if (node is null || Peek.Kind != TemplateTokenKind.Field)
        {
            return node;
        }

        var names = new List<string>();
        var at = Peek.At;
        while (Peek.Kind == TemplateTokenKind.Field)
        {
            names.Add(Next().Text[1..]);
        }

        return node switch
        {
            TemplateNode.Members { Owner: null } plain => plain with { Names = [.. plain.Names, .. names] },
            TemplateNode.Literal or TemplateNode.Nothing or TemplateNode.Dot => throw Fault($"unexpected . after term \"{node}\""),
            _ => new TemplateNode.Members(at, node, null, [.. names]),
        };
    }

    private TemplateNode? Term()
    {
        _context.Meter.Step();
        _context.Meter.Allocate(96);
        var token = Peek;
        switch (token.Kind)
        {
            case TemplateTokenKind.Word:
                return Word(Next());
            case TemplateTokenKind.Dot:
                return new TemplateNode.Dot(Next().At);
            case TemplateTokenKind.Field:
                return new TemplateNode.Members(token.At, null, null, [Next().Text[1..]]);
            case TemplateTokenKind.Variable:
                Demand(token.Text);
                return new TemplateNode.Members(Next().At, null, token.Text, []);
            case TemplateTokenKind.Quoted:
                return new TemplateNode.Literal(Next().At, token.Text, RegoString.Of(token.Text).ToString());
            case TemplateTokenKind.Number:
                return new TemplateNode.Literal(
                    Next().At, NumberOf(token.Text) ?? throw Fault($"bad number syntax: \"{token.Text}\""), token.Text);
            case TemplateTokenKind.Mark when token.Text == "(":
                _next++;
                return Pipeline("parenthesized pipeline", TemplateTokenKind.Mark);
            default:
                return null;
        }
    }

    private TemplateNode Word(TemplateToken token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                return new TemplateNode.Literal(token.At, token.Text == "true", token.Text);
            case "nil":
                return new TemplateNode.Nothing(token.At);
            case "if" or "with" or "range" or "define" or "block" or "template" or "break" or "continue" or "end" or "else":
                throw Fault($"unexpected <{token.Text}> in operand");
            default:
                return TemplateFunctions.IsKnown(token.Text)
                    ? new TemplateNode.Function(token.At, token.Text)
                    : throw Fault($"function \"{token.Text}\" not defined");
        }
    }
}
