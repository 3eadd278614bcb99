using Microsoft.Data.Sqlite;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Ordering;

namespace ShareBroker.Storage.Records;

/// <content>Files of disclosures.</content>
public sealed partial class SqliteRecordStore
{
    /// <inheritdoc/>
    public Task<DisclosureFile?> FindAsync(DisclosureId id, CancellationToken cancellationToken) =>
        FindFileAsync("place = $value", PlaceOf(id), cancellationToken);

    /// <inheritdoc/>
    public Task<DisclosureFile?> FindByKeyAsync(string keyDigest, CancellationToken cancellationToken) =>
        FindFileAsync("key = $value", KeyOf(keyDigest), cancellationToken);

    /// <inheritdoc/>
    public Task<DisclosureFile?> FindByAnswerAsync(long answerIndex, CancellationToken cancellationToken) =>
        FindFileAsync("answer = $value", answerIndex, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(file);
        return _writer.WriteAsync(connection => Change(
            connection,
            "INSERT INTO files VALUES($place, $key, $version, $due, $answer, $release, $opened, $body) ON CONFLICT DO NOTHING",
            columns) == 1);
    }

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(file);
        return _writer.WriteAsync(connection => Change(
            connection,
            """
            UPDATE files SET version = $version, due = $due, answer = $answer, release = $release, body = $body
            WHERE place = $place AND key = $key AND opened = $opened AND version = $version - 1
            """,
            columns) == 1);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DisclosureFile>> DueAsync(DateTimeOffset now, int countMax, CancellationToken cancellationToken) =>
        FindFilesAsync(
        "due <= $now ORDER BY due LIMIT $count",
        command =>
        {
            command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$count", countMax);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DisclosureFile>> ReleasesAsync(string caseId, AgencyId recipient, CancellationToken cancellationToken) =>
        FindFilesAsync(
        "release = $release ORDER BY opened",
        command => command.Parameters.AddWithValue("$release", ReleaseOf(caseId, recipient)),
        cancellationToken);

    private async Task<DisclosureFile?> FindFileAsync(string where, object value, CancellationToken cancellationToken)
    {
        var found = await FindFilesAsync(where, command => command.Parameters.AddWithValue("$value", value), cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    // `where` is always one of the constants above; values are bound.
    private Task<IReadOnlyList<DisclosureFile>> FindFilesAsync(
        string where, Action<SqliteCommand> bind, CancellationToken cancellationToken) => ReadAsync(
        "SELECT place, body FROM files WHERE " + where,
        bind,
        reader =>
        {
            var found = new List<DisclosureFile>();
            while (reader.Read())
            {
                found.Add(Open<DisclosureFile>(Bytes(reader, 0), Bytes(reader, 1)));
            }

            return (IReadOnlyList<DisclosureFile>)found;
        },
        cancellationToken);

    private (string Name, object? Value)[] ColumnsOf(DisclosureFile file)
    {
        var place = PlaceOf(file.Id);
        return
        [
            ("$place", place),
            ("$key", KeyOf(file.KeyDigest)),
            ("$version", file.Version),
            ("$due", file.IsFinal ? null : file.NextAttempt?.ToUnixTimeMilliseconds()),
            ("$answer", file.AnswerIndex),
            ("$release", file is { State: DisclosureState.Released, CaseId: { } caseId } ? ReleaseOf(caseId, file.Recipient) : null),
            ("$opened", file.OpenTime.ToUnixTimeMilliseconds()),
            ("$body", Seal(place, file)),
        ];
    }

    private byte[] PlaceOf(DisclosureId id) => _seal.IndexOf("file", id.Value);

    private byte[] KeyOf(string keyDigest) => _seal.IndexOf("key", keyDigest);

    private byte[] ReleaseOf(string caseId, AgencyId recipient) => _seal.IndexOf("release", caseId, recipient.Value);
}
