using System.Text.RegularExpressions;
using ShareBroker.Rego.Fuzz.Generating;

namespace ShareBroker.Rego.Fuzz.Mutants;

/// <summary>Spoils policy texts by the token and by the line: leaves out, repeats, exchanges, puts in what stands elsewhere.</summary>
internal sealed partial class ModuleMutants(Dice dice, IReadOnlyList<string> corpus)
{
    private static readonly string[] Words =
    [
        "package", "import", "default", "not", "as", "with", "some", "every", "in", "if", "else", "contains", "null", "true", "false",
            "data",
        "input", "_", "x", "p", ":=", "=", "==", "!=", "<", ">=", "+", "-", "*", "/", "%", "|", "&", "(", ")", "[", "]", "{", "}", ",", ";",
        ":", ".", "\"a\"", "1", "1.5", "-1", "set()", "[]", "{}", "`r`", "rego.v1", "future.keywords", "count(1)", "\n", "#", "@", "!", "^",
        "~", "\"", "'", "\\", "input.x", "f(x)", "[x|x]", "{x|x}", "{1:2}",
    ];

    public string Next()
    {
        var text = dice.Pick(corpus);
        for (var count = dice.Weighed(0, 4, 2, 1); count > 0; count--)
        {
            text = dice.Chance(25) ? OtherLines(text) : OtherTokens(text);
        }

        return text;
    }

    private string OtherLines(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = dice.Below(lines.Count);
        switch (dice.Below(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, dice.Pick(lines));
                break;
            case 2:
                dice.Swap(lines);
                break;
            default:
                lines[at] += at + 1 < lines.Count ? " " + lines[at + 1] : string.Empty;
                break;
        }

        return string.Join('\n', lines);
    }

    private string OtherTokens(string text)
    {
        var tokens = Tokens().Matches(text).Select(static match => match.Value).ToList();
        var places = Enumerable.Range(0, tokens.Count).Where(index => !string.IsNullOrWhiteSpace(tokens[index])).ToArray();
        if (places.Length == 0)
        {
            return dice.Pick(Words);
        }

        var (at, other) = (dice.Pick(places), dice.Pick(places));
        switch (dice.Below(6))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 3:
                tokens[at] = dice.Pick(Words);
                break;
            case 4:
                tokens.Insert(at, dice.Pick(Words) + " ");
                break;
            default:
                tokens[at] = tokens[other];
                break;
        }

        return string.Concat(tokens);
    }

    [GeneratedRegex(
        "\"(?:\\\\.|[^\"\\\\\n])*\"|`[^`]*`|#[^\n]*|[A-Za-z_]\\w*|\\d+(?:\\.\\d+)?|:=|==|!=|<=|>=|\\s+|[\ud800-\udbff][\udc00-\udfff]|.")]
    private static partial Regex Tokens();
}
