using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Typesetting;

internal sealed partial class PolicyLayout
{
    private void WriteImports(List<Import> imports)
    {
        var beside = new Dictionary<Import, Comment>(ReferenceEqualityComparer.Instance);
        foreach (var import in imports)
        {
            if (_comments.TakeOutOfTurn(import.Location.Row) is { } comment)
            {
                beside[import] = comment;
            }
        }

        foreach (var group in Groups(imports))
        {
            Comments(group[0].Location.Row);
            foreach (var import in group.Order(ImportOrder.Instance))
            {
                _lines.StartLine();
                WriteImport(import);
                if (beside.TryGetValue(import, out var comment))
                {
                    _lines.Write(" " + LineWriter.TextOf(comment));
                }

                _lines.EndLine();
            }

            _lines.BlankLine();
        }
    }

    private void WriteImport(Import import)
    {
        _lines.Write("import ");
        _lines.Write(import.Head);
        foreach (var operand in import.Operands)
        {
            _lines.Write(KeywordForms.KeywordOf(import) is null ? NamePart(operand) : "." + TermPrinter.Plain(operand));
        }

        if (import.Alias is { } alias)
        {
            _lines.Write(" as " + (alias.StartsWith('$') ? "_" : alias));
        }
    }

    // Imports with a blank row between them stay apart.
    private static List<List<Import>> Groups(List<Import> imports)
    {
        var groups = new List<List<Import>>();
        foreach (var import in imports)
        {
            if (groups.Count == 0 || import.Location.Row - groups[^1][^1].Location.Row > 1)
            {
                groups.Add([]);
            }

            groups[^1].Add(import);
        }

        return groups;
    }

    private string PathPart(Term part) => part is Term.Constant { Value: RegoString name }
        ? PathPart(name.Value, IsDotted(part))
        : $"[{Printed(part)}]";

    // Names of functions and imports keep clear of every keyword, in either grammar.
    private string NamePart(Term part) => part is Term.Constant { Value: RegoString name } && TokenNames.Keywords.ContainsKey(name.Value)
        ? IsDotted(part) ? "." + name.Value : $"[{name}]"
        : PathPart(part);

    private string PathPart(string name, bool dotted = false) =>
        KeywordForms.IsName(name) && (dotted || !_forms.IsKeyword(name)) ? "." + name : $"[{RegoString.Of(name)}]";

    // A keyword behind a dot: younger than the layout, and kept.
    private bool IsDotted(Term part) => _options.Read == RegoVersion.V1 && _source.LiteralAt(part.Location.Offset).IsEmpty;
}
