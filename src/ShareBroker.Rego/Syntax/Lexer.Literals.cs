using System.Text;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Lexer
{
    private void ScanNumber()
    {
        TakeWhile(IsDecimal);
        if (Current == '.')
        {
            Next();
            ExpectDigits("expected fraction");
        }

        if (Current is 'e' or 'E')
        {
            Next();
            if (Current is '+' or '-')
            {
                Next();
            }

            ExpectDigits("expected exponent");
        }

        // 0a2b is one wrong number, not the number 0 and the name a2b.
        if (IsLetter(Current))
        {
            Illegal("illegal number format");
            TakeWhile(static c => IsLetter(c) || IsDigit(c));
        }
    }

    private void ExpectDigits(string otherwise)
    {
        if (!IsDecimal(Current))
        {
            Illegal(otherwise);
        }

        TakeWhile(IsDecimal);
    }

    private void ScanString()
    {
        while (true)
        {
            var c = Current;
            if (c is '\n' or End)
            {
                Illegal("non-terminated string");
                return;
            }

            Next();
            if (c == '"')
            {
                return;
            }

            if (c == '\\')
            {
                SkipEscape();
            }
        }
    }

    private void SkipEscape()
    {
        switch (Current)
        {
            case '\\' or '"' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                Next();
                break;
            case 'u':
                for (var i = 0; i < 5 && Current is not ('\n' or End); i++)
                {
                    Next();
                }

                break;
            default:
                Illegal("illegal escape sequence");
                break;
        }
    }

    private void ScanRawString()
    {
        while (Current != End)
        {
            var c = Current;
            Next();
            if (c == '`')
            {
                return;
            }
        }

        Illegal("non-terminated string");
    }

    // Reads on to the closing quote or to the brace that opens an expression. An escaped brace loses its backslash.
    private void ScanTemplate(bool raw, Location place)
    {
        var text = new StringBuilder();
        while (true)
        {
            var c = Current;
            if (c == End || (c == '\n' && !raw))
            {
                Illegal("non-terminated string");
                Add(TokenKind.TemplateEnd, string.Empty, place);
                return;
            }

            var start = _at;
            Next();
            if (c == (raw ? '`' : '"'))
            {
                AddTemplate(TokenKind.TemplateEnd, text, raw, place);
                return;
            }

            if (c == '{')
            {
                AddTemplate(TokenKind.TemplatePart, text, raw, place);
                _templates.Push((0, raw));
                return;
            }

            if (c == '\\' && Current == '{')
            {
                Next();
                text.Append('{');
                continue;
            }

            if (c == '\\' && !raw)
            {
                SkipEscape();
            }

            text.Append(_text, start, _at - start);
        }
    }

    private void AddTemplate(TokenKind kind, StringBuilder text, bool raw, Location place)
    {
        var piece = text.ToString();
        if (!raw && piece.Contains('\\', StringComparison.Ordinal))
        {
            piece = StringLiteral.Unescape(piece) ?? string.Empty;
            if (piece.Length == 0)
            {
                Illegal("illegal template-string part");
            }
        }

        Add(kind, piece, place);
    }
}
