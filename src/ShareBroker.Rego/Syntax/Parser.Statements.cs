using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    // Tries each kind of statement in turn at the same place; stops at the first text that is none.
    private List<ParsedStatement> Statements(bool rules)
    {
        var statements = new List<ParsedStatement>();
        while (Kind != TokenKind.EndOfText && !_tooDeep)
        {
            _memo.Clear();
            _height = 0;
            var mark = Save();
            var place = Here;
            if (PackageStatement() is { } package)
            {
                statements.Add(new ParsedStatement.PackageStatement(place, package));
                continue;
            }

            if (Failed(mark))
            {
                break;
            }

            if (ImportStatement() is { } import)
            {
                AcceptImport(import);
                statements.Add(new ParsedStatement.ImportStatement(place, import));
                continue;
            }

            if (Failed(mark))
            {
                break;
            }

            if (rules && Rules() is { } found)
            {
                statements.AddRange(found.Select(static rule => new ParsedStatement.RuleStatement(rule.Rule.Location, rule)));
                continue;
            }

            if (Failed(mark) || Query(TokenKind.EndOfText, semicolons: true) is not { } body)
            {
                break;
            }

            statements.Add(new ParsedStatement.Query(place, body));
        }

        return statements;
    }

    private bool Failed(Mark mark)
    {
        if (_errors.Count > 0)
        {
            return true;
        }

        Restore(mark);
        return false;
    }

    private Package? PackageStatement()
    {
        if (Kind != TokenKind.Package || NextContinuesRef)
        {
            return null;
        }

        var place = Here;
        Advance();
        if (Kind != TokenKind.Identifier && !TokenNames.IsKeyword(Kind))
        {
            Unexpected();
            return null;
        }

        var term = VarOrRef();
        switch (term)
        {
            case Term.Var variable:
                return new Package(place, [variable.Name]);
            case Term.Ref { Head: Term.Var head } reference:
                return Strings(reference) is { } path ? new Package(place, [head.Name, .. path]) : null;
            case Term.Ref reference:
                Error(reference.Head.Location, $"unexpected {TermPrinter.KindOf(reference.Head)} token: expecting var");
                return null;
            case null:
                if (_errors.Count == 0)
                {
                    Error(Here, "expected path");
                }

                return null;
            default:
                Unexpected();
                return null;
        }
    }

    private List<string>? Strings(Term.Ref reference)
    {
        var parts = new List<string>();
        foreach (var operand in reference.Operands)
        {
            if (operand is not Term.Constant { Value: RegoString part })
            {
                Error(operand.Location, $"unexpected {TermPrinter.KindOf(operand)} token: expecting string");
                return null;
            }

            parts.Add(part.Value);
        }

        return parts;
    }

    private Import? ImportStatement()
    {
        if (Kind != TokenKind.Import || NextContinuesRef)
        {
            return null;
        }

        var place = Here;
        Advance();
        if (Kind != TokenKind.Identifier && !TokenNames.IsKeyword(Kind))
        {
            Unexpected();
            return null;
        }

        var pathPlace = Here;
        var (head, operands) = VarOrRef() switch
        {
            Term.Var variable => (variable.Name, (IReadOnlyList<Term>)[]),
            Term.Ref { Head: Term.Var variable } reference => (variable.Name, reference.Operands),
            _ => (null, []),
        };
        if (head is null)
        {
            Error(Here, "expected path");
            return null;
        }

        if (Strings(new Term.Ref(pathPlace, new Term.Var(pathPlace, head), operands)) is null)
        {
            return null;
        }

        if (head is not ("data" or "input" or "future" or "rego"))
        {
            Error(pathPlace, $"unexpected import path, must begin with one of: {{data, future, input, rego}}, got: {head}");
            return null;
        }

        var import = new Import(place, head, operands, null);
        return Kind == TokenKind.As ? Alias(import) : CheckLastPart(import, pathPlace);
    }

    private Import? Alias(Import import)
    {
        Advance();
        if (Kind == TokenKind.Identifier && ReadTerm() is Term.Var alias)
        {
            return import with { Alias = alias.Name };
        }

        Unexpected("expected var");
        return null;
    }

    private Import CheckLastPart(Import import, Location place)
    {
        if (import.Head is not "future" && TokenNames.Keywords.TryGetValue(import.Name, out var keyword)
            && !TokenNames.IsOptional(keyword) && _version == RegoVersion.V1)
        {
            Error(place, $"unexpected import path, must not end with a keyword, got: {import.Name}");
        }

        return import;
    }

    private void AcceptImport(Import import)
    {
        var names = import.Operands.Select(TermPrinter.Plain).ToArray();
        if (import.Head == "rego")
        {
            AcceptRegoImport(import, names);
        }
        else if (import.Head == "future")
        {
            AcceptFutureImport(import, names);
        }
    }

    private void AcceptRegoImport(Import import, string[] names)
    {
        if (names is not ["v1"])
        {
            Error(import.Location, $"invalid import `{import.PathText}`, must be `rego.v1`");
        }
        else if (_version == RegoVersion.V0)
        {
            if (import.Alias is not null)
            {
                Error(import.Location, "`rego` imports cannot be aliased");
            }

            ImportKeywords([TokenKind.In, TokenKind.Every, TokenKind.Contains, TokenKind.If]);
        }
    }

    private void AcceptFutureImport(Import import, string[] names)
    {
        if (names.Length == 0 || names[0] != "keywords")
        {
            Error(import.Location, "invalid import, must be `future.keywords`");
        }
        else if (import.Alias is not null)
        {
            Error(import.Location, "`future` imports cannot be aliased");
        }
        else if (names.Length == 1)
        {
            ImportKeywords([TokenKind.In, TokenKind.Every, TokenKind.Contains, TokenKind.If]);
        }
        else if (names is ["keywords", "and" or "or" or "not"])
        {
            ImportLogic(names[1]);
        }
        else if (TokenNames.Keywords.TryGetValue(names[1], out var keyword) && TokenNames.IsOptional(keyword))
        {
            ImportKeywords(keyword == TokenKind.Every ? [keyword, TokenKind.In] : [keyword]);
        }
        else
        {
            Error(import.Location, "unexpected keyword, must be one of [and contains every if in not or]");
        }
    }

    // The tokens are cut already, so a keyword means itself from here on.
    private void ImportKeywords(ReadOnlySpan<TokenKind> keywords)
    {
        foreach (var keyword in keywords)
        {
            _imported.Add(keyword);
        }
    }
}
