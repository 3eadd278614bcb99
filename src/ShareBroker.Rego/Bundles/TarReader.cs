using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Bundles;

/// <summary>
/// Reads the files of a tar archive. Extended headers (POSIX.1-2001) and the long names of GNU tar give names and sizes and nothing else;
/// what a bundle does not need is refused rather than understood: links, devices, sparse files, names twice.
/// </summary>
internal sealed class TarReader(ReadOnlyMemory<byte> archive, RegoBundleLimits limits)
{
    private readonly List<RegoBundleFile> _files = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _entries;
    private string? _name;
    private int? _size;

    /// <exception cref="RegoBundleException">It is no such archive, or holds what a bundle may not.</exception>
    public IReadOnlyList<RegoBundleFile> Read()
    {
        for (var at = 0; ; )
        {
            var block = Take(at, TarHeader.Block);
            at += TarHeader.Block;
            if (!block.Span.ContainsAnyExcept((byte)0))
            {
                return archive[at..].Span.ContainsAnyExcept((byte)0) || archive.Length - at < TarHeader.Block || _name is not null
                    ? throw TarHeader.Malformed("its end is not where the archive says")
                    : _files;
            }

            if (++_entries > limits.FilesMax)
            {
                throw new RegoBundleException("bundle_too_large", $"the bundle has more than {limits.FilesMax} files");
            }

            var header = new TarHeader(block.Span);
            var size = IsExtended(header.Kind) ? header.Size : _size ?? header.Size;
            var content = Take(at, size);
            Enter(header, content);
            at += size;
            var padding = (TarHeader.Block - (size % TarHeader.Block)) % TarHeader.Block;
            if (Take(at, padding).Span.ContainsAnyExcept((byte)0))
            {
                throw TarHeader.Malformed("octets stand between its files");
            }

            at += padding;
        }
    }

    private static bool IsExtended(char kind) => kind is 'x' or 'g' or 'L' or 'K';

    private static RegoBundleException Forbidden(string path, string what)
    {
        var shown = new string([.. path.Where(static letter => !char.IsControl(letter)).Take(80)]);
        return new RegoBundleException("bundle_entry", $"the bundle's '{shown}' is {what}; a bundle has files and nothing else");
    }

    private void Enter(in TarHeader header, ReadOnlyMemory<byte> content)
    {
        if (IsExtended(header.Kind))
        {
            Extend(header, content);
            return;
        }

        var name = _name ?? header.Name;
        (_name, _size) = (null, null);
        switch (header.Kind)
        {
            case '5' when content.Length == 0:
            case '0' or '\0' when name.EndsWith('/') && content.Length == 0:
                return;
            case '0' or '\0':
                Add(name, content);
                return;
            case '1' or '2':
                throw Forbidden(name, "a link");
            default:
                throw Forbidden(name, "no plain file");
        }
    }

    private void Add(string name, ReadOnlyMemory<byte> content)
    {
        var path = RegoBundleFile.PathOf(name);
        _files.Add(_names.Add(path)
            ? new RegoBundleFile(path, content) { Written = name }
            : throw new RegoBundleException("bundle_duplicate", $"the bundle has '{path}' twice; nobody can tell which one counts"));
    }

    private void Extend(in TarHeader header, ReadOnlyMemory<byte> content)
    {
        if (limits.PlainHeadersOnly)
        {
            throw Forbidden(header.Name, "no plain file");
        }

        switch (header.Kind)
        {
            case 'L':
                _name = TarHeader.Text(content.Span);
                break;
            case 'x':
                foreach (var (key, value) in Records(content))
                {
                    Extend(key, value);
                }

                break;
            case 'g' when Records(content).Any(static record => record.Key is "path" or "size"):
                throw TarHeader.Malformed("one name is given to all of its files");
        }
    }

    private void Extend(string key, string value)
    {
        switch (key)
        {
            case "path":
                _name = value;
                break;
            case "size":
                _size = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? size
                    : throw TarHeader.Malformed("a size is no number");
                break;
            case not null when key.StartsWith("GNU.sparse", StringComparison.Ordinal):
                throw Forbidden(_name ?? "file", "a sparse file");
        }
    }

    // Each record is '27 mtime=1350244992.023960\n', its length counted in octets with itself.
    private static List<(string Key, string Value)> Records(ReadOnlyMemory<byte> content)
    {
        var records = new List<(string Key, string Value)>();
        for (var rest = content.Span; rest.Length > 0;)
        {
            var blank = rest.IndexOf((byte)' ');
            if (blank is < 1 or > 9 || !int.TryParse(
                    Encoding.ASCII.GetString(rest[..blank]), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > rest.Length || length < blank + 3 || rest[length - 1] != '\n')
            {
                throw TarHeader.Malformed("an extended header is not sound");
            }

            var record = rest[(blank + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1 || record.Contains((byte)0))
            {
                throw TarHeader.Malformed("an extended header is not sound");
            }

            records.Add((TarHeader.Text(record[..equals]), Known(record, equals)));
            rest = rest[length..];
        }

        return records;
    }

    // Values of other keys may be any octets.
    private static string Known(ReadOnlySpan<byte> record, int equals) =>
        record[..equals].SequenceEqual("path"u8) || record[..equals].SequenceEqual("size"u8)
            ? TarHeader.Text(record[(equals + 1)..])
            : string.Empty;

    private ReadOnlyMemory<byte> Take(int at, int size) =>
        at <= archive.Length && size <= archive.Length - at ? archive.Slice(at, size) : throw TarHeader.Malformed("it is cut short");
}
