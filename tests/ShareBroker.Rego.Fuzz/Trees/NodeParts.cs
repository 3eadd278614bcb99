using System.Runtime.CompilerServices;

namespace ShareBroker.Rego.Fuzz.Trees;

/// <summary>Lets a piece be written as an interpolated string whose holes are pieces.</summary>
[InterpolatedStringHandler]
internal readonly ref struct NodeParts
{
    public NodeParts(int literalLength, int formattedCount)
    {
        _ = literalLength;
        Nodes = new List<Node>((2 * formattedCount) + 1);
    }

    public List<Node> Nodes { get; }

    public void AppendLiteral(string text) => Nodes.Add(Node.Text(text));

    public void AppendFormatted(Node node) => Nodes.Add(node);

    public void AppendFormatted(string text) => Nodes.Add(Node.Text(text));

    public void AppendFormatted(int number) => Nodes.Add(Node.Text(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
