using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Client.Holding;

/// <summary>
/// From a holder's own layout to the field catalogue. A mapping file is <c>{"paths": {"subject.birth_date": {"from": "person.born",
/// "origin_purpose": "none", "basis": "fact", "reviewed": true}}}</c>; <c>from</c> names members of nested objects, separated by dots.
/// </summary>
public sealed class RecordMapping
{
    private const int MappingBytesMax = 1024 * 1024;

    private readonly Dictionary<string, MappedFrom> _paths;

    private RecordMapping(Dictionary<string, MappedFrom> paths) => _paths = paths;

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="RecordFileException">It is not a mapping.</exception>
    public static RecordMapping Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var root = StrictJson.Read(json, MappingBytesMax);
            var paths = new Dictionary<string, MappedFrom>(StringComparer.Ordinal);
            foreach (var member in root.GetProperty("paths").EnumerateObject())
            {
                var from = RecordFiles.Text(member.Value, "from");
                if (from.Length == 0)
                {
                    throw new RecordFileException("mapping_malformed", "a path of the mapping does not say where it comes from");
                }

                paths.Add(member.Name, new MappedFrom(
                    from.Split('.'),
                    RecordFiles.Text(member.Value, "origin_purpose"),
                    RecordFiles.Text(member.Value, "basis"),
                    RecordFiles.Flag(member.Value, "reviewed")));
            }

            return new RecordMapping(paths);
        }
        catch (Exception fault) when (fault is ReceiptException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RecordFileException("mapping_malformed", "the mapping is not a JSON object with 'paths'", fault);
        }
    }

    internal RecordValue? Find(JsonElement record, string path, string version)
    {
        if (!_paths.TryGetValue(path, out var mapped))
        {
            return null;
        }

        var at = record;
        foreach (var member in mapped.Members)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(member, out at))
            {
                return null;
            }
        }

        return RecordFiles.ToValue(path, at, mapped.OriginPurpose, mapped.Basis, mapped.Reviewed, "", version);
    }

    private sealed record MappedFrom(string[] Members, string OriginPurpose, string Basis, bool Reviewed);
}
