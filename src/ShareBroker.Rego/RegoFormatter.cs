using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Typesetting;

namespace ShareBroker.Rego;

/// <summary>
/// Lays out policy texts as <c>opa fmt</c> of OPA 1.4.2 does, byte for byte. Where that would lose parentheses or the text of a string,
/// they are kept instead: formatting never changes what a policy means.
/// </summary>
public static class RegoFormatter
{
    /// <summary>Formats one module. The time is proportional to its length; nothing is evaluated.</summary>
    /// <param name="source">The module's text. Line breaks of any kind are read; <c>\n</c> is written.</param>
    /// <param name="options">The grammars; null for <see cref="RegoFormatOptions.Default"/>.</param>
    /// <returns>The text, ending in one line break. Formatting it again gives it again, save where comments crowd or an
    /// <c>else</c> stands on a line of its own: as with OPA, a second pass may then move or add a blank line.</returns>
    /// <exception cref="RegoCompileException">The text cannot be read (<c>rego_parse_error</c>, all faults at once), calls what the written
    /// grammar no longer has, or cannot be written without changing its meaning (<c>rego_format_error</c>).</exception>
    public static string Format(RegoSource source, RegoFormatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= RegoFormatOptions.Default;
        var layout = new LayoutOptions(
            options.ModulesAreV0 ? RegoVersion.V0 : RegoVersion.V1,
            options.ModulesAreV0 && !options.ForBothVersions ? RegoVersion.V0 : RegoVersion.V1,
            options.ForBothVersions,
            options.DropsOldImports,
            Careful: false);
        var map = new SourceMap();
        var (outcome, comments) = Parser.ParseWritten(source.File, source.Text, layout.Read, map);
        var module = outcome.Result ?? throw new RegoCompileException(outcome.Errors);
        if (layout.IsV1 && Refusals(module) is { Count: > 0 } refusals)
        {
            throw new RegoCompileException(refusals);
        }

        try
        {
            return options.ChecksResult ? Checked(module, map, new SourceText(source.Text), comments, layout)
                : PolicyLayout.Of(module, map, new SourceText(source.Text), comments, layout);
        }
        catch (LayoutFault fault)
        {
            throw new RegoCompileException([fault.Error]);
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<Comment> comments) =>
        comments.Select(LineWriter.TextOf).Order(StringComparer.Ordinal);

    // What v1 no longer reads as it was meant, and no layout can mend.
    private static List<RegoError> Refusals(Module module) =>
    [
        .. ModuleChecks.DuplicateImports(module),
        .. ModuleChecks.RootOverrides(module.Rules),
        .. module.Rules.SelectMany(static rule => rule.Branches()).SelectMany(DeprecatedCalls),
    ];

    private static List<RegoError> DeprecatedCalls(Rule branch)
    {
        var errors = new List<RegoError>();
        TreeWalk.Terms(branch, term =>
        {
            if (term is Term.Call call && BuiltinTable.Deprecated.Contains(call.Name))
            {
                errors.Add(new RegoError(
                    ErrorCodes.Type, $"deprecated built-in function calls in expression: {call.Name}", branch.Location));
            }

            return false;
        });
        return errors;
    }

    private static string Checked(
        Module module, SourceMap map, SourceText source, IReadOnlyList<Comment> comments, LayoutOptions options)
    {
        var meaning = Fingerprint.Of(module);
        RegoError? reason = null;
        foreach (var careful in new[] { false, true })
        {
            var written = PolicyLayout.Of(module, map, source, comments, options with { Careful = careful });
            var grammar = options.ForBoth ? RegoVersion.V0 : options.Written;
            var (read, kept) = Parser.ParseWritten("formatted", written, grammar, new SourceMap());
            var isSame = read.Result is not null && Fingerprint.Of(read.Result) == meaning;
            if (isSame && Texts(kept).SequenceEqual(Texts(comments)))
            {
                return written;
            }

            var loss = isSame ? "the text would lose a comment once formatted" : "the text would mean something else once formatted";
            reason ??= read.Errors.Count > 0 ? read.Errors[0] : new RegoError(ErrorCodes.Format, loss, module.Package.Location);
        }

        throw new RegoCompileException([reason! with { Code = ErrorCodes.Format }]);
    }
}
