using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Trees;

/// <summary>A piece of a generated program: prints as text, and knows which of its parts can be left out or replaced.</summary>
internal sealed class Node
{
    private Node(NodeKind kind, string literal, IReadOnlyList<Node> children, string separator, int least)
    {
        Kind = kind;
        Literal = literal;
        Children = children;
        Separator = separator;
        Least = least;
        Size = 1 + children.Sum(static child => child.Size) + (literal.Length / 8);
    }

    public NodeKind Kind { get; }

    public string Literal { get; }

    public IReadOnlyList<Node> Children { get; }

    public string Separator { get; }

    /// <summary>How many children a list must keep.</summary>
    public int Least { get; }

    public int Size { get; }

    public static Node Text(string text) => new(NodeKind.Text, text, [], string.Empty, 0);

    public static Node Term(NodeParts parts) => new(NodeKind.Term, string.Empty, parts.Nodes, string.Empty, 0);

    public static Node TermText(string text) => new(NodeKind.Term, string.Empty, [Text(text)], string.Empty, 0);

    public static Node Expr(NodeParts parts) => new(NodeKind.Expr, string.Empty, parts.Nodes, string.Empty, 0);

    public static Node Group(NodeParts parts) => new(NodeKind.Group, string.Empty, parts.Nodes, string.Empty, 0);

    public static Node Optional(NodeParts parts) => new(NodeKind.Optional, string.Empty, parts.Nodes, string.Empty, 0);

    public static Node List(string separator, int least, IReadOnlyList<Node> items) =>
        new(NodeKind.List, string.Empty, items, separator, least);

    /// <summary>A value as a Rego term.</summary>
    public static Node OfTerm(RegoValue value) => value switch
    {
        RegoArray array => Term($"[{List(", ", 0, [.. array.Items.ToArray().Select(OfTerm)])}]"),
        RegoSet { Count: 0 } => TermText("set()"),
        RegoSet set => Term($"{"{"}{List(", ", 1, [.. set.Items.ToArray().Select(OfTerm)])}{"}"}"),
        RegoObject map => Term($"{"{"}{List(", ", 0, [.. Entries(map).Select(e => Group($"{OfTerm(e.Key)}: {OfTerm(e.Value)}"))])}{"}"}"),
        RegoString text => TermText(Quote(text)),
        _ => TermText(value.ToString()),
    };

    /// <summary>A value as JSON; sets do not occur in it.</summary>
    public static Node OfJson(RegoValue value) => value switch
    {
        RegoArray array => Json($"[{List(", ", 0, [.. array.Items.ToArray().Select(OfJson)])}]"),
        RegoObject map => Json($"{"{"}{List(", ", 0, [.. Entries(map).Select(e => Group($"{Quote(e.Key)}: {OfJson(e.Value)}"))])}{"}"}"),
        _ => Json($"{Quote(value)}"),
    };

    public static Node Json(NodeParts parts) => new(NodeKind.Json, string.Empty, parts.Nodes, string.Empty, 0);

    public static string Quote(RegoValue value) => RegoJson.Write(value);

    public static IEnumerable<(RegoValue Key, RegoValue Value)> Entries(RegoObject map) =>
        Enumerable.Range(0, map.Count).Select(index => (map.KeyAt(index), map.ValueAt(index)));

    /// <summary>The same piece with other children.</summary>
    public Node With(IReadOnlyList<Node> children) => new(Kind, Literal, children, Separator, Least);

    public Node With(int index, Node child)
    {
        var children = Children.ToArray();
        children[index] = child;
        return With(children);
    }

    /// <summary>All pieces of a kind inside this one, itself excluded.</summary>
    public IEnumerable<Node> Inner(NodeKind kind) =>
        Children.SelectMany(child => (child.Kind == kind ? [child] : Enumerable.Empty<Node>()).Concat(child.Inner(kind)));

    public override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    private void Print(StringBuilder text)
    {
        text.Append(Literal);
        for (var index = 0; index < Children.Count; index++)
        {
            if (index > 0)
            {
                text.Append(Separator);
            }

            Children[index].Print(text);
        }
    }
}
