using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Intake;

namespace ShareBroker.Storage.Records;

/// <content>Cases and the agencies' own local ids.</content>
public sealed partial class SqliteRecordStore
{
    private readonly RowCache<string, CaseRecord?> _cases = new(RowsKept);
    private readonly RowCache<(string Agency, string SubjectId), IReadOnlyList<CaseRecord>> _linked = new(RowsKept);

    Task<CaseRecord?> ICaseStore.FindAsync(string caseId, CancellationToken cancellationToken) => _cases.FindAsync(caseId, () =>
    {
        var place = PlaceOfCase(caseId);
        return ReadAsync(
            "SELECT body FROM cases WHERE place = $place",
            [("$place", place)],
            reader => reader.Read() ? Open<CaseRecord>(place, Bytes(reader, 0)) : null,
            cancellationToken);
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<CaseRecord>> FindLinkedAsync(AgencyId agency, string subjectId, CancellationToken cancellationToken) =>
        _linked.FindAsync((agency.Value, subjectId), () => ReadAsync<IReadOnlyList<CaseRecord>>(
            """
            SELECT cases.place, cases.body FROM links JOIN cases ON cases.place = links.place WHERE links.link = $link
            ORDER BY links.opened
            """,
            [("$link", LinkOf(agency.Value, subjectId))],
            reader =>
            {
                var found = new List<CaseRecord>();
                while (reader.Read())
                {
                    found.Add(Open<CaseRecord>(Bytes(reader, 0), Bytes(reader, 1)));
                }

                // An agency may have linked another id since; the case itself says which one counts.
                return found.FindAll(record => record.Links.GetValueOrDefault(agency.Value) == subjectId);
            },
            cancellationToken));

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(CaseRecord record, CancellationToken cancellationToken)
    {
        var place = PlaceOfCase(record.CaseId);
        var body = Seal(place, record);
        var links = record.Links.Select(link => LinkOf(link.Key, link.Value)).ToArray();
        return _writer.WriteAsync(
            commands => Put(commands, record, place, body, links),
            _ =>
            {
                _cases.Forget(record.CaseId);
                _linked.ForgetAll();
            });
    }

    private static bool Put(PreparedCommands commands, CaseRecord record, byte[] place, byte[] body, byte[][] links)
    {
        var written = record.Version == 1
            ? commands.Change("INSERT INTO cases VALUES($place, 1, $body) ON CONFLICT DO NOTHING", ("$place", place), ("$body", body))
            : commands.Change(
                "UPDATE cases SET version = $version, body = $body WHERE place = $place AND version = $version - 1",
                ("$place", place),
                ("$version", record.Version),
                ("$body", body));
        if (written == 0)
        {
            return false;
        }

        foreach (var link in links)
        {
            commands.Change(
                "INSERT INTO links VALUES($link, $opened, $place) ON CONFLICT DO NOTHING",
                ("$link", link),
                ("$opened", record.OpenTime.ToUnixTimeMilliseconds()),
                ("$place", place));
        }

        return true;
    }

    private byte[] PlaceOfCase(string caseId) => _seal.IndexOf("case", caseId);

    private byte[] LinkOf(string agency, string subjectId) => _seal.IndexOf("link", agency, subjectId);
}
