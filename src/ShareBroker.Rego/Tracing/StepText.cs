using System.Globalization;
using System.Text;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>Prints a trace as the language's reference implementation does: place, step indented by depth, and variables.</summary>
internal sealed class StepText(TraceWriter writer)
{
    private const int ColumnGap = 4;
    private const int ValueWidthMax = 32;

    /// <summary>The cells of each row; the last has no padding.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<TraceEvent> steps, bool withVariables)
    {
        var depths = new Dictionary<long, int>();
        var rows = new List<string[]>();
        foreach (var step in steps)
        {
            string[] cells = [Place(step), Line(step, Depth(step, depths))];
            rows.Add(withVariables ? [.. cells, Variables(step)] : cells);
        }

        var widths = Enumerable.Range(0, withVariables ? 3 : 2)
            .Select(column => rows.Select(row => Encoding.UTF8.GetByteCount(row[column])).DefaultIfEmpty(0).Max() + ColumnGap)
            .ToArray();
        return [.. rows.Select(row => row.Select((cell, column) => column == row.Length - 1 ? cell : Padded(cell, widths[column]))
            .ToArray())];
    }

    /// <summary>How deep each body stands below the query, which stands at 1.</summary>
    public static int Depth(TraceEvent step, Dictionary<long, int> depths)
    {
        if (!depths.TryGetValue(step.Query, out var depth))
        {
            depths[step.Query] = depth = depths.GetValueOrDefault(step.Parent) + 1;
        }

        return depth;
    }

    /// <summary>The values of the variables that the step names.</summary>
    public SortedDictionary<string, RegoValue> ValuesOf(TraceEvent step)
    {
        var values = new SortedDictionary<string, RegoValue>(StringComparer.Ordinal);
        foreach (var (reference, value) in step.Known)
        {
            values[writer.Of(reference)] = value;
        }

        switch (step.Subject)
        {
            case TraceSubject.OfRule of:
                values.Clear();
                Compilation.Trees.TreeWalk.Terms(HeadOf(of.Rule.Head), Look);
                break;
            case TraceSubject.OfExpr of:
                Compilation.Trees.TreeWalk.Terms(of.Expr, Look);
                break;
            case TraceSubject.OfBody of:
                Compilation.Trees.TreeWalk.Terms(of.Body, Look);
                break;
            case TraceSubject.OfPair of:
                Compilation.Trees.TreeWalk.Terms([of.Left, of.Right], Look);
                break;
        }

        return values;

        bool Look(Term term)
        {
            if (term is Term.Var variable && step.Locals.TryGetValue(variable.Name, out var value))
            {
                values[writer.Name(variable.Name)] = value;
            }

            return false;
        }
    }

    // The operands of a path that ends in one variable are the rule's key; longer ones are not shown.
    private static IReadOnlyList<Term> HeadOf(Head head)
    {
        Term[] operands = [.. head.Path.Skip(1).SkipWhile(static part => part is Term.Constant)];
        return [.. head.Arguments ?? [], .. operands.Length == 1 ? operands : [], .. Given(head.Key), .. Given(head.Value)];
    }

    private static IEnumerable<Term> Given(Term? term) => term is null ? [] : [term];

    /// <summary>A text cut to so many letters.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 3)] + "...";

    /// <summary>The name of the operation with what it happens to.</summary>
    public string Bare(TraceEvent step)
    {
        var text = $"{step.Op} {writer.Of(step)}";
        return step.Message.Length > 0 && step.Op != TraceOp.Note ? $"{text} {step.Message}" : text;
    }

    private string Line(TraceEvent step, int depth)
    {
        var isOuter = step.Op == TraceOp.Enter || step is { Op: TraceOp.Redo, Subject: not TraceSubject.OfExpr };
        var spaces = isOuter ? depth : depth + 1;
        return string.Concat(Enumerable.Repeat("| ", Math.Max(0, spaces - 1))) + Bare(step);
    }

    private string Variables(TraceEvent step) =>
        $"{{{string.Join(", ", ValuesOf(step).Select(static pair => $"{pair.Key}: {Cut(pair.Value.ToString(), ValueWidthMax)}"))}}}";

    private static string Place(TraceEvent step) => step.Location.Row == 0
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture,
            $"{(step.Location.File.Length == 0 ? "query" : step.Location.File)}:{step.Location.Row}");

    private static string Padded(string cell, int width) => cell + new string(' ', Math.Max(0, width - cell.EnumerateRunes().Count()) + 1);
}
