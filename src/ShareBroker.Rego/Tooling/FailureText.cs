using System.Globalization;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>Shows the expression that failed last, with the values of its variables below the places where they stand.</summary>
internal sealed class FailureText(SourceTexts sources)
{
    private const int ValueWidthMax = 64;

    public void Write(IndentedText output, IReadOnlyList<TraceEvent> steps, TraceWriter writer)
    {
        output.Line();
        var failed = steps.LastOrDefault(static step => step is { Op: TraceOp.Fail, Query: not 0, Location.Row: > 0 }
            && step.Subject is not TraceSubject.OfExpr { Expr.Statement: Statement.Every });
        if (failed is null)
        {
            return;
        }

        var deeper = output.Deeper();
        deeper.Line(string.Create(CultureInfo.InvariantCulture, $"{failed.Location.File}:{failed.Location.Row}:"));
        output.Deeper(4).Write(Describe(failed, writer));
        output.Line();
    }

    private string Describe(TraceEvent failed, TraceWriter writer)
    {
        if (failed.Subject is not TraceSubject.OfExpr of)
        {
            return string.Empty;
        }

        var written = Written(failed, of.Expr);
        var text = sources.Indented(written.Location) + sources.Text(written);
        var places = new VariablePlaces(failed, sources, writer);
        places.AddKnown();
        places.Add(of.Expr, isFailed: !of.Expr.Negated);
        foreach (var helper in failed.Body!.Exprs.Where(helper => helper.Generated && Contains(written, helper)
            && !ReferenceEquals(helper, of.Expr)))
        {
            places.Add(helper, isFailed: false);
        }

        return text + Arrows(places.InOrder());
    }

    // What a person wrote, of which the compiler made this and other expressions.
    internal static Expr Written(TraceEvent failed, Expr expr) => expr.End > 0
        ? expr
        : failed.Body!.Exprs.LastOrDefault(candidate => candidate.End > 0 && Contains(candidate, expr)) ?? expr;

    internal static bool Contains(Expr outer, Expr inner) => inner.Location.File == outer.Location.File
        && inner.Location.Offset >= outer.Location.Offset && inner.Location.Offset < outer.End;

    private string Arrows(List<VariablePlace> places)
    {
        if (places.Count == 0)
        {
            return string.Empty;
        }

        // Over several lines with tabs nothing can be pointed at.
        if (places.DistinctBy(static place => place.Location.Row).Count() > 1 && places.Exists(place => sources.HasTabs(place.Location)))
        {
            return "\n\nWhere:\n" + string.Concat(places.OrderBy(static place => place.Title, StringComparer.Ordinal)
                .Select(static place => $"\n{place.Title}: {Shown(place)}"));
        }

        var lines = new List<string> { Row(places, places.Count, null) };
        for (var i = places.Count - 1; i >= 0; i--)
        {
            var isShared = (i > 0 && places[i].Column == places[i - 1].Column)
                || (i < places.Count - 1 && places[i].Column == places[i + 1].Column);
            var value = Shown(places[i]);
            lines.Add(Row(places, i + 1, isShared ? $"{places[i].Title}: {value}" : value));
        }

        return string.Concat(lines.Select(static line => '\n' + line));
    }

    private static string Shown(VariablePlace place) => StepText.Cut(place.Value?.ToString() ?? "undefined", ValueWidthMax);

    // A bar under each of the first places; the last one has the value instead when there is one.
    private string Row(List<VariablePlace> places, int count, string? value)
    {
        var line = string.Empty;
        for (var i = 0; i < count; i++)
        {
            var isLast = i == count - 1;
            if (!isLast && places[i].Column == places[i + 1].Column)
            {
                continue;
            }

            line += sources.Blank(places[i].Location, Columns(line) + 1, places[i].Column);
            line += isLast && value is not null ? value : "|";
        }

        return line;
    }

    private static int Columns(string line) => line.EnumerateRunes().Count();
}
