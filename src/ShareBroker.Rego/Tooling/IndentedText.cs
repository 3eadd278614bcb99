using System.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>Writes with blanks before every line. Each call begins a new line's blanks, as the reference tool's writer does, which its
/// reports show.</summary>
internal sealed class IndentedText(StringBuilder text, int indent)
{
    public IndentedText Deeper(int more = 2) => new(text, indent + more);

    public IndentedText Write(string piece)
    {
        var isStart = true;
        foreach (var letter in piece)
        {
            if (isStart)
            {
                text.Append(' ', indent);
            }

            text.Append(letter);
            isStart = letter == '\n';
        }

        return this;
    }

    public IndentedText Line(string piece = "") => Write(piece + "\n");
}
