using ShareBroker.Rego.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ShareBroker.Rego.Builtins.Yaml;

/// <summary>
/// Reads the first document of a YAML text as JSON-like values. An alias shares the value it names, and is charged as if it were
/// written out, so that a short text cannot stand for a huge one.
/// </summary>
internal sealed class YamlReader
{
    // YAML 1.1 §5.1: what may not stand in a text at all.
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Except([9, 10, 13]).Concat(Enumerable.Range(0x7f, 0x21).Except([0x85])).Append(0xfffe).Append(0xffff)
            .Select(static code => (char)code)]);

    /// <summary>What is said of a text with characters that YAML does not know.</summary>
    public const string ControlFault = "yaml: control characters are not allowed";

    private const int DepthMax = 500;

    private readonly BuiltinContext _context;
    private readonly Parser _parser;
    private readonly Dictionary<string, (RegoValue Value, long Size)> _anchors = new(StringComparer.Ordinal);
    private long _size;
    private int _depth;

    private YamlReader(BuiltinContext context, Parser parser)
    {
        _context = context;
        _parser = parser;
    }

    /// <summary>The value, or null and what is wrong.</summary>
    public static RegoValue? Read(BuiltinContext context, string text, out string fault)
    {
        context.Meter.Work(text.Length);
        context.Meter.Allocate(text.Length * 64L);
        fault = string.Empty;
        if (text.AsSpan().ContainsAny(Forbidden))
        {
            fault = ControlFault;
            return null;
        }

        if (BeginsWithTab(text))
        {
            fault = "yaml: found character that cannot start any token";
            return null;
        }

        try
        {
            using var reader = new StringReader(text);
            return new YamlReader(context, new Parser(reader)).ReadDocument();
        }
        catch (YamlException error)
        {
            fault = $"yaml: line {error.Start.Line}: this is not sound YAML";
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The library gives up so on some values that do not end where they must, and on tags that are none.
            fault = "yaml: this is not sound YAML";
            return null;
        }
        catch (FormatException error)
        {
            fault = error.Message;
            return null;
        }
    }

    // A tab is no indentation. The parser knows that but for the first line that says something.
    private static bool BeginsWithTab(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith('\t'))
            {
                return true;
            }

            var said = line.TrimStart(' ');
            if (!said.IsEmpty && said[0] is not ('#' or '%') && !said.TrimEnd().SequenceEqual("---"))
            {
                return false;
            }
        }

        return false;
    }

    private RegoValue ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out var start))
        {
            return RegoNull.Value;
        }

        if (start.Version is { Version: not { Major: 1, Minor: 1 } })
        {
            throw new FormatException("yaml: found incompatible YAML document");
        }

        return ReadValue();
    }

    private RegoValue ReadValue()
    {
        _context.Meter.Step(4);
        _size++;
        if (_depth > DepthMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, $"a YAML text nests deeper than {DepthMax} levels");
        }

        var before = _size;
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            var (known, size) = _anchors.TryGetValue(alias.Value.Value, out var found)
                ? found
                : throw new FormatException($"yaml: unknown anchor '{alias.Value.Value}' referenced");
            _size += size;
            _context.ChargeMembers(size);
            return known;
        }

        var node = _parser.Accept<NodeEvent>(out var start)
            ? start
            : throw new FormatException("yaml: did not find expected node content");
        _depth++;
        RegoValue value = node switch
        {
            Scalar => YamlScalar.Resolve(_parser.Consume<Scalar>()),
            SequenceStart => ReadSequence(),
            _ => ReadMapping(),
        };
        _depth--;
        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = (value, _size - before + 1);
        }

        return value;
    }

    private RegoArray ReadSequence()
    {
        _parser.Consume<SequenceStart>();
        var items = new List<RegoValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue());
        }

        return RegoArray.Adopt([.. items]);
    }

    private RegoObject ReadMapping()
    {
        _parser.Consume<MappingStart>();
        var own = new RegoObject.Builder();
        var merged = new List<RegoObject>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var isMerge = _parser.Accept<Scalar>(out var mark) && mark is { Value: "<<", Style: ScalarStyle.Plain };
            var key = ReadValue();
            var value = ReadValue();
            if (isMerge)
            {
                RegoValue[] sources = value is RegoArray many ? many.Items.ToArray() : [value];
                merged.AddRange(sources.OfType<RegoObject>());
                continue;
            }

            own.Set(KeyOf(key), value);
        }

        return Merge(own, merged);
    }

    // What a mapping says itself wins over what it merges in, and earlier merges over later ones.
    private RegoObject Merge(RegoObject.Builder own, List<RegoObject> merged)
    {
        foreach (var source in merged)
        {
            _context.ChargeMembers(source.Count);
            for (var i = 0; i < source.Count; i++)
            {
                own.TryAdd(source.KeyAt(i), source.ValueAt(i));
            }
        }

        return own.Build();
    }

    private static RegoString KeyOf(RegoValue key) => key switch
    {
        RegoString text => text,
        RegoNumber number => RegoString.Of(number.Text),
        RegoBoolean truth => RegoString.Of(truth.Value ? "true" : "false"),
        _ => throw new FormatException("yaml: invalid map key"),
    };
}
