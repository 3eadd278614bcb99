namespace ShareBroker.Rego.Builtins.Templates;

/// <summary>A part of a parsed template; <see cref="At"/> is where it begins in the source, <see cref="ToString"/> how messages show
/// it.</summary>
internal abstract record TemplateNode(int At)
{
    /// <summary>Plain text.</summary>
    internal sealed record Text(int At, string Value) : TemplateNode(At);

    /// <summary>An action whose value is printed, unless it sets a variable.</summary>
    internal sealed record Print(int At, Pipeline Value) : TemplateNode(At);

    /// <summary>if, with or range, by its word.</summary>
    internal sealed record Branch(int At, string Word, Pipeline Condition, TemplateNode[] Body, TemplateNode[]? Else) : TemplateNode(At);

    /// <summary>break or continue.</summary>
    internal sealed record Jump(int At, bool IsBreak) : TemplateNode(At);

    /// <summary>Another template at this place.</summary>
    internal sealed record Include(int At, string Name, Pipeline? Argument) : TemplateNode(At)
    {
        public override string ToString() => $"{{{{template \"{Name}\"{(Argument is null ? string.Empty : $" {Argument}")}}}}}";
    }

    /// <summary>Commands, the value of each being the last argument of the next.</summary>
    internal sealed record Pipeline(int At, string[] Variables, bool Assigns, Command[] Commands) : TemplateNode(At)
    {
        public override string ToString()
        {
            var start = Variables.Length == 0 ? string.Empty : $"{string.Join(", ", Variables)} {(Assigns ? "=" : ":=")} ";
            return start + string.Join(" | ", Commands.Select(static command => command.ToString()));
        }
    }

    /// <summary>An operand, or a function with its operands.</summary>
    internal sealed record Command(int At, TemplateNode[] Operands) : TemplateNode(At)
    {
        public override string ToString() =>
            string.Join(' ', Operands.Select(static operand => operand is Pipeline inner ? $"({inner})" : operand.ToString()));
    }

    /// <summary>The current value.</summary>
    internal sealed record Dot(int At) : TemplateNode(At)
    {
        public override string ToString() => ".";
    }

    /// <summary>nil.</summary>
    internal sealed record Nothing(int At) : TemplateNode(At)
    {
        public override string ToString() => "nil";
    }

    /// <summary>Members of the current value, of a variable, or of what a pipeline gives.</summary>
    internal sealed record Members(int At, TemplateNode? Owner, string? Variable, string[] Names) : TemplateNode(At)
    {
        public override string ToString()
        {
            var start = Variable ?? (Owner is Pipeline inner ? $"({inner})" : Owner?.ToString()) ?? string.Empty;
            return start + string.Concat(Names.Select(static name => "." + name));
        }
    }

    /// <summary>A function by name.</summary>
    internal sealed record Function(int At, string Name) : TemplateNode(At)
    {
        public override string ToString() => Name;
    }

    /// <summary>A text, a number or a truth value; <see cref="Shown"/> is how it was written.</summary>
    internal sealed record Literal(int At, object Value, string Shown) : TemplateNode(At)
    {
        public override string ToString() => Shown;
    }
}
