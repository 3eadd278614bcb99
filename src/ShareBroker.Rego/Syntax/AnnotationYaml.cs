using System.Globalization;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ShareBroker.Rego.Syntax;

/// <summary>Reads the YAML of an annotation. Depth and size are limited: a block is short, whatever its aliases stand for.</summary>
internal sealed partial class AnnotationYaml
{
    private const int DepthMax = 100;
    private const int NodesMax = 20_000;

    private readonly Dictionary<string, AnnotationNode> _anchors = new(StringComparer.Ordinal);
    private readonly YamlDotNet.Core.Parser _parser;

    // Where the collections that are open began.
    private readonly Stack<int> _open = new();
    private int _nodes;

    private readonly string[] _lines;

    private AnnotationYaml(string text)
    {
        _parser = new YamlDotNet.Core.Parser(new StringReader(text));
        _lines = text.Split('\n');
    }

    /// <exception cref="AnnotationFault">The text is no YAML.</exception>
    public static AnnotationNode Read(string text)
    {
        var reader = new AnnotationYaml(text);
        try
        {
            reader._parser.Consume<StreamStart>();
            return reader._parser.TryConsume<DocumentStart>(out _)
                ? reader.Node(0)
                : new AnnotationNode(RegoNull.Value, 1, "!!null", string.Empty, null, null);
        }
        catch (YamlException fault)
        {
            throw reader.Fault(fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The library gives up so on some values that do not end where they must, and on tags that are none.
            throw reader.Fault(new YamlException(fault.Message));
        }
    }

    // The reference implementation's reader counts lines from 0 where it misses a part of a collection, and names the collection's.
    private AnnotationFault Fault(YamlException fault)
    {
        var line = (int)Math.Clamp(fault.Start.Line, 1, int.MaxValue);
        var isKey = fault.Message.Contains("expected key", StringComparison.OrdinalIgnoreCase);
        if (isKey && line <= _lines.Length && !_lines[line - 1].Contains(':', StringComparison.Ordinal))
        {
            return new AnnotationFault($"yaml: line {line}: could not find expected ':'", line);
        }

        if (isKey || fault.Message.Contains("'-' indicator", StringComparison.OrdinalIgnoreCase))
        {
            var around = _open.TryPeek(out var start) ? start - 1 : 0;
            line = around > 0 ? around : Math.Max(line - 1, 1);
            return new AnnotationFault($"yaml: line {line}: did not find expected {(isKey ? "key" : "'-' indicator")}", line);
        }

        var reason = fault.Message[(fault.Message.LastIndexOf(", ", StringComparison.Ordinal) is var comma and >= 0 ? comma + 2 : 0)..];
        reason = reason.Contains("invalid mapping", StringComparison.OrdinalIgnoreCase)
            ? "mapping values are not allowed in this context"
            : $"{char.ToLowerInvariant(reason[0])}{reason[1..].TrimEnd('.')}";

        // It names no first line, which it counts as 0.
        return line == 1 ? new AnnotationFault($"yaml: {reason}", -1) : new AnnotationFault($"yaml: line {line}: {reason}", line);
    }

    private AnnotationNode Node(int depth)
    {
        if (++_nodes > NodesMax || depth > DepthMax)
        {
            throw new AnnotationFault("yaml: the block holds too much", 0);
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            var known = _anchors.TryGetValue(alias.Value.Value, out var found)
                ? found
                : throw new AnnotationFault($"yaml: unknown anchor '{alias.Value.Value}' referenced", -1);
            _nodes += Size(known);
            return known;
        }

        var start = _parser.Accept<NodeEvent>(out var node) ? node
            : throw new AnnotationFault("yaml: did not find expected node content", -1);
        var line = (int)start.Start.Line;
        var result = start switch
        {
            YamlDotNet.Core.Events.Scalar => Scalar(_parser.Consume<Scalar>(), line),
            SequenceStart => Sequence(line, depth),
            _ => Mapping(line, depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = result;
        }

        return result;
    }

    private static int Size(AnnotationNode node) => 1 + (node.Items?.Sum(Size) ?? 0) + (node.Entries?.Sum(static e => Size(e.Value)) ?? 0);

    private AnnotationNode Sequence(int line, int depth)
    {
        _parser.Consume<SequenceStart>();
        _open.Push(line);
        var items = new List<AnnotationNode>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        _open.Pop();
        _parser.Consume<SequenceEnd>();
        return new AnnotationNode(RegoArray.Adopt([.. items.Select(static item => item.Value)]), line, "!!seq", string.Empty, items, null);
    }

    private AnnotationNode Mapping(int line, int depth)
    {
        _parser.Consume<MappingStart>();
        _open.Push(line);
        var entries = new List<KeyValuePair<string, AnnotationNode>>();
        var value = new RegoObject.Builder();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            if (!key.IsScalar || (depth > 1 && key.Value is not RegoString))
            {
                throw new AnnotationFault("invalid map key type(s): ", 0);
            }

            if (!value.TryAdd(RegoString.Of(key.Text), RegoNull.Value))
            {
                var first = entries.First(entry => entry.Key == key.Text).Value.Line;
                throw new AnnotationFault(
                    $"yaml: unmarshal errors:\n  line {key.Line}: mapping key \"{key.Text}\" already defined at line {first}", key.Line);
            }

            var member = Node(depth + 1);
            value.Set(RegoString.Of(key.Text), member.Value);
            entries.Add(new(key.Text, member));
        }

        _open.Pop();
        _parser.Consume<MappingEnd>();
        return new AnnotationNode(value.Build(), line, "!!map", string.Empty, null, entries);
    }

    private static AnnotationNode Scalar(Scalar scalar, int line)
    {
        var text = scalar.Value;
        var (value, tag) = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? Plain(text) : (RegoString.Of(text), "!!str");
        return new AnnotationNode(value, line, tag, text, null, null);
    }

    private static (RegoValue Value, string Tag) Plain(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return (RegoNull.Value, "!!null");
            case "true" or "True" or "TRUE":
                return (RegoBoolean.True, "!!bool");
            case "false" or "False" or "FALSE":
                return (RegoBoolean.False, "!!bool");
        }

        if (Based().IsMatch(text))
        {
            var (digits, radix) = text[1] switch
            {
                'x' => (text[2..], 16),
                'o' => (text[2..], 8),
                'b' => (text[2..], 2),
                _ => (text[1..], 8),
            };
            return (RegoNumber.Of(Convert.ToInt64(digits, radix)), "!!int");
        }

        if (Integers().IsMatch(text) && RegoNumber.TryParse(text.TrimStart('+').Replace("_", string.Empty, StringComparison.Ordinal),
            out var n))
        {
            return (n, "!!int");
        }

        if (Fractions().IsMatch(text)
            && double.TryParse(text.Replace("_", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture, out var fraction)
            && double.IsFinite(fraction)
            && RegoNumber.TryParse(fraction.ToString("R", CultureInfo.InvariantCulture), out var number))
        {
            return (number, "!!float");
        }

        return Dates().IsMatch(text)
            ? (RegoString.Of(text + "T00:00:00Z"), "!!timestamp")
            : (RegoString.Of(text), "!!str");
    }

    [GeneratedRegex("""\A0(?:x[0-9A-Fa-f]{1,15}|o?[0-7]{1,20}|b[01]{1,62})\z""")]
    private static partial Regex Based();

    [GeneratedRegex("""\A[-+]?(?:0|[1-9][0-9_]*)\z""")]
    private static partial Regex Integers();

    [GeneratedRegex("""\A[-+]?(?:[0-9][0-9_]*)?\.?[0-9]+(?:[eE][-+]?[0-9]+)?\z""")]
    private static partial Regex Fractions();

    [GeneratedRegex("""\A[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\z""")]
    private static partial Regex Dates();
}
