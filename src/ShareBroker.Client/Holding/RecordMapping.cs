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
    /// <exception cref="RecordFileException">
    /// It is no sound mapping (<c>mapping_malformed</c>): each line of the message is <c>line:column: what is wrong</c>, all of it at once:
    /// a path outside the field catalogue, an unknown member, purpose or basis, an entry that does not say where it comes from.
    /// </exception>
    public static RecordMapping Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            _ = StrictJson.Read(json, MappingBytesMax);
        }
        catch (ReceiptException fault)
        {
            throw new RecordFileException("mapping_malformed", "1:1: the mapping is not sound JSON: " + fault.Message, fault);
        }

        return new RecordMapping(new MappingReader(json.Span).Read());
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
}
