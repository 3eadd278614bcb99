namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>One block of a PEM text (RFC 7468): its label and its bytes.</summary>
internal sealed record PemBlock(string Label, byte[] Bytes)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The sound blocks of a text, in order; what stands between them and what is broken is passed over.</summary>
    public static List<PemBlock> ReadAll(BuiltinContext context, string text)
    {
        context.Charge(text.Length * 4L);
        var blocks = new List<PemBlock>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            context.Meter.Step();
            if (LabelOf(lines[i], Begin) is { } label && Read(lines, ref i, label) is { } block)
            {
                blocks.Add(block);
            }
        }

        return blocks;
    }

    private static string? LabelOf(string line, string mark)
    {
        var trimmed = line.TrimEnd(' ', '\t', '\r');
        return trimmed.StartsWith(mark, StringComparison.Ordinal)
            && trimmed.Length >= mark.Length + Dashes.Length
            && trimmed.EndsWith(Dashes, StringComparison.Ordinal)
            ? trimmed[mark.Length..^Dashes.Length]
            : null;
    }

    // Stands on the line of the end mark afterwards, or before the next line that begins a block.
    private static PemBlock? Read(string[] lines, ref int at, string label)
    {
        var start = at + 1;
        while (start < lines.Length && lines[start].Contains(':', StringComparison.Ordinal))
        {
            start++;
        }

        for (var end = start; end < lines.Length; end++)
        {
            if (LabelOf(lines[end], End) is { } closing)
            {
                at = end;
                var text = string.Concat(lines[start..end]).Replace("\r", string.Empty, StringComparison.Ordinal)
                    .Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\t", string.Empty, StringComparison.Ordinal);
                return closing == label && Base64Text.TryDecode(text, url: false, out var bytes, out _) ? new PemBlock(label, bytes) : null;
            }

            if (LabelOf(lines[end], Begin) is not null)
            {
                at = end - 1;
                return null;
            }
        }

        at = lines.Length;
        return null;
    }
}
