using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>Gathers <c># METADATA</c> blocks and gives each to what stands below it.</summary>
internal static class AnnotationReader
{
    private const string Mark = "METADATA";

    /// <summary>Reads the blocks of a text.</summary>
    public static IReadOnlyList<Annotation> Read(IReadOnlyList<Comment> comments, List<RegoError> errors)
    {
        List<Annotation>? annotations = null;
        for (var i = 0; i < comments.Count; i++)
        {
            if (!comments[i].Text.AsSpan().TrimStart().StartsWith(Mark, StringComparison.Ordinal))
            {
                continue;
            }

            var first = i;
            while (i + 1 < comments.Count && comments[i + 1].Location is { Column: 1 } next && next.Row == comments[i].Location.Row + 1)
            {
                i++;
            }

            var block = comments.Skip(first).Take(i - first + 1).ToArray();
            if (ReadBlock(block, errors) is { } annotation)
            {
                (annotations ??= []).Add(annotation);
            }
        }

        return annotations ?? [];
    }

    private static Annotation? ReadBlock(Comment[] block, List<RegoError> errors)
    {
        var yaml = string.Join('\n', block.Skip(1).Select(static line => line.Text.StartsWith(' ') ? line.Text[1..] : line.Text));
        var annotation = new Annotation(block[0].Location, yaml, block[^1].Location.Row);
        if (string.IsNullOrWhiteSpace(yaml))
        {
            errors.Add(Error(annotation.Location, "expected METADATA block, found whitespace"));
            return null;
        }

        try
        {
            return new AnnotationFields(AnnotationYaml.Read(yaml + "\n")).Fill(annotation);
        }
        catch (AnnotationFault fault)
        {
            // The reference implementation names the line behind the faulty one.
            var at = fault.Line < 0 ? 1 : fault.Line == 0 ? 0 : fault.Line + 1;
            errors.Add(Error(block[Math.Min(at, block.Length - 1)].Location, fault.Message));
            return null;
        }
    }

    /// <summary>Gives each annotation to the first statement below it.</summary>
    public static IReadOnlyList<Annotation> Attach(
        IReadOnlyList<Annotation> annotations, IReadOnlyList<ParsedStatement> statements, Module module, List<RegoError> errors) =>
        annotations.Count == 0 ? annotations : [.. annotations.Select(annotation => Attached(annotation, statements, module, errors))];

    private static Annotation Attached(
        Annotation annotation, IReadOnlyList<ParsedStatement> statements, Module module, List<RegoError> errors)
    {
        var below = statements.FirstOrDefault(statement => statement.Location.Row > annotation.Location.Row);
        var rule = below is ParsedStatement.RuleStatement or ParsedStatement.Query
            ? module.Rules.FirstOrDefault(rule => rule.Location == below.Location)
            : null;
        var target = below switch
        {
            null => string.Empty,
            ParsedStatement.PackageStatement => "package",
            ParsedStatement.ImportStatement => "import",
            _ => "rule",
        };
        var scope = annotation.Scope.Length > 0 ? annotation.Scope : target switch
        {
            "rule" => annotation.IsEntrypoint ? Annotation.DocumentScope : Annotation.RuleScope,
            _ => target,
        };
        if (ScopeFault(scope, target) is { } fault)
        {
            errors.Add(Error(annotation.Location, fault));
        }

        if (annotation.IsEntrypoint && scope is not (Annotation.DocumentScope or Annotation.PackageScope))
        {
            errors.Add(Error(annotation.Location, $"annotation entrypoint applied to non-document or package scope '{scope}'"));
        }

        return annotation with { Scope = scope, Target = rule, IsPackage = target == "package" };
    }

    private static string? ScopeFault(string scope, string target)
    {
        var wanted = scope switch
        {
            Annotation.RuleScope or Annotation.DocumentScope => "rule",
            Annotation.PackageScope or Annotation.SubpackagesScope => "package",
            _ => null,
        };
        if (wanted is null)
        {
            return $"invalid annotation scope '{scope}'. Use one of 'rule', 'document', 'package', or 'subpackages'";
        }

        return wanted == target ? null
            : $"annotation scope '{scope}' must be applied to {wanted}{(target.Length == 0 ? string.Empty : $" (have {target})")}";
    }

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Parse, message, place);
}
