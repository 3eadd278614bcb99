using System.Globalization;
using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Client.Holding;

/// <summary>
/// Records as files, one JSON object a subject, named by the holder's own id of it: <c>{"subject.birth_date": {"value": "2009-04-12",
/// "origin_purpose": "none", "basis": "fact", "reviewed": true, "version": "3"}}</c>, or in the holder's own layout with a mapping.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="mapping">The holder's own layout; null when files name catalogue paths.</param>
public sealed class RecordFiles(string folder, RecordMapping? mapping) : IRecordSource
{
    private const int RecordBytesMax = 4 * 1024 * 1024;

    /// <inheritdoc />
    /// <remarks>A subject without a file has no values, and looks like one whose record is empty.</remarks>
    /// <exception cref="RecordFileException">The file is not a record.</exception>
    public async ValueTask<RecordAnswer> FindAsync(VerifiedOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var file = Path.Combine(folder, order.SubjectId + ".json");

        // An id becomes a file name only when it cannot leave the folder.
        if (!IsPlain(order.SubjectId) || !File.Exists(file))
        {
            return new RecordAnswer.Released(order.SubjectId, []);
        }

        var json = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        var changed = File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture);
        return new RecordAnswer.Released(order.SubjectId, Values(json, order.Paths, changed));
    }

    /// <summary>The values of some paths of a record.</summary>
    /// <param name="json">The record.</param>
    /// <param name="paths">Which ones.</param>
    /// <param name="version">The version of values that name none.</param>
    /// <exception cref="RecordFileException">It is not a record.</exception>
    public IReadOnlyList<RecordValue> Values(ReadOnlyMemory<byte> json, IEnumerable<string> paths, string version)
    {
        ArgumentNullException.ThrowIfNull(paths);
        try
        {
            var record = StrictJson.Read(json, RecordBytesMax);
            RecordValue? One(string path) => mapping is null ? Find(record, path, version) : mapping.Find(record, path, version);
            return [.. paths.Select(One).OfType<RecordValue>()];
        }
        catch (Exception fault) when (fault is ReceiptException or InvalidOperationException)
        {
            throw new RecordFileException("record_malformed", "a record file is not a JSON object of values", fault);
        }
    }

    internal static RecordValue? ToValue(
        string path, JsonElement value, string originPurpose, string basis, bool reviewed, string receiptId, string version) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
            ? null
            : new RecordValue(
                path, CanonicalJson.Write(value, CanonicalNumbers.Ecmascript), originPurpose, basis, reviewed, receiptId, version);

    internal static string Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    internal static bool Flag(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static RecordValue? Find(JsonElement record, string path, string version)
    {
        if (!record.TryGetProperty(path, out var entry) || !entry.TryGetProperty("value", out var value))
        {
            return null;
        }

        var own = Text(entry, "version");
        return ToValue(
            path,
            value,
            Text(entry, "origin_purpose"),
            Text(entry, "basis"),
            Flag(entry, "reviewed"),
            Text(entry, "receipt_id"),
            own.Length > 0 ? own : version);
    }

    private static bool IsPlain(string id) =>
        id.Length <= 100 && id[0] != '.' && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
