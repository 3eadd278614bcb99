using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>Makes a module of the statements of a text: what belongs there, in which order, and how rules must be written.</summary>
internal sealed class ModuleReader(string file, RegoVersion version, SourceMap? map = null)
{
    public Module? Read(IReadOnlyList<ParsedStatement> statements, List<RegoError> errors, IReadOnlyList<Comment> comments)
    {
        // As it was written, a comment is a comment.
        var annotations = map is null ? AnnotationReader.Read(comments, errors) : [];
        if (errors.Count > 0)
        {
            return null;
        }

        if (statements.Count == 0)
        {
            Error(errors, annotations.Count > 0 ? annotations[0].Location : new Location(file, 0, 0, 0),
                annotations.Count > 0 ? "package expected" : "empty module");
            return null;
        }

        var package = (statements[0] as ParsedStatement.PackageStatement)?.Package;
        if (package is null)
        {
            Error(errors, statements[0].Location, "package expected");
        }

        var imports = new List<Import>();
        var rules = new List<WrittenRule>();
        foreach (var statement in statements.Skip(1))
        {
            Take(statement, imports, rules, errors);
        }

        var strict = version == RegoVersion.V1 || imports.Any(static import => import is { Head: "rego" });
        if (strict)
        {
            errors.AddRange(rules.SelectMany(WrittenRuleChecks.Of));
        }

        var module = package is null ? null : new Module(package, imports, [.. rules.Select(static rule => rule.Rule)])
        {
            File = file,
            Version = version,
            IsStrict = strict,
        };
        if (module is null || errors.Count > 0)
        {
            return null;
        }

        return module with { Annotations = AnnotationReader.Attach(annotations, statements, module, errors) };
    }

    private void Take(ParsedStatement statement, List<Import> imports, List<WrittenRule> rules, List<RegoError> errors)
    {
        switch (statement)
        {
            case ParsedStatement.ImportStatement import:
                imports.Add(import.Import);
                break;
            case ParsedStatement.RuleStatement rule:
                rules.Add(rule.Rule);
                break;
            case ParsedStatement.Query query:
                var (found, fault) = BodylessRule.From(query.Body);
                if (found is null)
                {
                    Error(errors, query.Body.Exprs[0].Location, fault!);
                }
                else
                {
                    map?.AddBodyless(found.Rule, query.Body.Exprs[0]);
                    rules.Add(found);
                }

                break;
            default:
                Error(errors, statement.Location, "unexpected package");
                break;
        }
    }

    private static void Error(List<RegoError> errors, Location location, string message) =>
        errors.Add(new RegoError(ErrorCodes.Parse, message, location));
}
