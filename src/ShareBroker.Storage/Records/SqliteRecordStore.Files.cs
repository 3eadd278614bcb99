using System.Collections.Concurrent;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Ordering;

namespace ShareBroker.Storage.Records;

/// <content>Files of disclosures.</content>
public sealed partial class SqliteRecordStore
{
    private const int FilesKept = 10_000;
    private const int ReleasesKept = 2_000;

    /// <summary>Files by place and version: what stands under both never changes, so a file is decrypted and read once.</summary>
    private readonly ConcurrentDictionary<(string Place, long Version), DisclosureFile> _files = new();

    private readonly RowCache<(string CaseId, AgencyId Recipient), IReadOnlyList<DisclosureFile>> _releases = new(ReleasesKept);

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
        return _writer.WriteAsync(
            commands => commands.Change(
                "INSERT INTO files VALUES($place, $key, $version, $due, $answer, $release, $opened, $body) ON CONFLICT DO NOTHING",
                columns) == 1,
            stands => FollowReleases(file, stands));
    }

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(DisclosureFile file, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(file);
        return _writer.WriteAsync(
            commands => commands.Change(
                """
                UPDATE files SET version = $version, due = $due, answer = $answer, release = $release, body = $body
                WHERE place = $place AND key = $key AND opened = $opened AND version = $version - 1
                """,
                columns) == 1,
            stands => FollowReleases(file, stands));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DisclosureFile>> DueAsync(DateTimeOffset now, int countMax, CancellationToken cancellationToken) =>
        FindFilesAsync(
            "due <= $now ORDER BY due LIMIT $count",
            [("$now", now.ToUnixTimeMilliseconds()), ("$count", countMax)],
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DisclosureFile>> ReleasesAsync(string caseId, AgencyId recipient, CancellationToken cancellationToken) =>
        _releases.FindAsync((caseId, recipient), () => FindFilesAsync(
            "release = $release ORDER BY opened", [("$release", ReleaseOf(caseId, recipient))], cancellationToken));

    // Read again after each release, the list of a busy case would cost more with every one.
    private void FollowReleases(DisclosureFile file, bool stands)
    {
        if (file.CaseId is not { } caseId)
        {
            return;
        }

        if (stands)
        {
            _releases.Change((caseId, file.Recipient), known => With(known, file));
        }
        else
        {
            _releases.Forget((caseId, file.Recipient));
        }
    }

    private static IReadOnlyList<DisclosureFile> With(IReadOnlyList<DisclosureFile> releases, DisclosureFile file)
    {
        var others = releases.Where(other => other.Id != file.Id);
        return file.State == DisclosureState.Released ? [.. others.Append(file).OrderBy(static each => each.OpenTime)] : [.. others];
    }

    private async Task<DisclosureFile?> FindFileAsync(string where, object value, CancellationToken cancellationToken)
    {
        var found = await FindFilesAsync(where, [("$value", value)], cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    // `where` is always one of the constants above; values are bound. The body is a column that is only read where it is asked for.
    private Task<IReadOnlyList<DisclosureFile>> FindFilesAsync(
        string where, ReadOnlySpan<(string Name, object? Value)> values, CancellationToken cancellationToken) => ReadAsync(
        "SELECT place, version, body FROM files WHERE " + where,
        values,
        reader =>
        {
            var found = new List<DisclosureFile>();
            while (reader.Read())
            {
                var place = Bytes(reader, 0);
                var key = (Convert.ToHexString(place), reader.GetInt64(1));
                found.Add(_files.TryGetValue(key, out var known) ? known : Keep(key, Open<DisclosureFile>(place, Bytes(reader, 2))));
            }

            return (IReadOnlyList<DisclosureFile>)found;
        },
        cancellationToken);

    private DisclosureFile Keep((string Place, long Version) key, DisclosureFile file)
    {
        if (_files.Count >= FilesKept)
        {
            _files.Clear();
        }

        return _files[key] = file;
    }

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
