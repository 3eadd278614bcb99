using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>Gathers <c># METADATA</c> blocks and gives each to what stands below it.</summary>
internal static class AnnotationReader
{
    private const string Mark = "METADATA";

    public static Module Attach(Module module, IReadOnlyList<Comment> comments, List<RegoError> errors)
    {
        var annotations = new List<Annotation>();
        for (var i = 0; i < comments.Count; i++)
        {
            if (!comments[i].Text.TrimStart().StartsWith(Mark, StringComparison.Ordinal))
            {
                continue;
            }

            var first = comments[i];
            var lines = new List<string>();
            while (i + 1 < comments.Count && comments[i + 1].Location is { Column: 1 } next && next.Row == comments[i].Location.Row + 1)
            {
                var line = comments[++i].Text;
                lines.Add(line.StartsWith(' ') ? line[1..] : line);
            }

            if (lines.TrueForAll(string.IsNullOrWhiteSpace))
            {
                errors.Add(new RegoError(ErrorCodes.Parse, "expected METADATA block, found whitespace", first.Location));
            }

            annotations.Add(Targeted(module, new Annotation(first.Location, string.Join('\n', lines), comments[i].Location.Row)));
        }

        return module with { Annotations = annotations };
    }

    private static Annotation Targeted(Module module, Annotation annotation)
    {
        var row = annotation.EndRow;
        var rule = module.Rules.Where(rule => rule.Location.Row > row).MinBy(static rule => rule.Location.Offset);
        var isPackage = module.Package.Location.Row > row;
        return annotation with { IsPackage = isPackage, Target = isPackage ? null : rule };
    }
}
