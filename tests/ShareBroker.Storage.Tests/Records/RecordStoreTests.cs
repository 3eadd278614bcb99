using System.Security.Cryptography;
using System.Text;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies;
using ShareBroker.Storage.Records;

namespace ShareBroker.Storage.Tests.Records;

public sealed class RecordStoreTests : IAsyncLifetime
{
    internal static readonly AgencyId Social = AgencyId.Parse("xx-social");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("sharebroker-records-").FullName;
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly List<Exception> _fatal = [];
    private byte[] _key = RandomNumberGenerator.GetBytes(32);
    private SqliteRecordStore _store = null!;

    public Task InitializeAsync()
    {
        _store = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _random.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Rows_cases_and_files_survive_a_restart_as_they_were()
    {
        RegisterRecord consent = new ConsentRecord { CaseId = "case-1", Status = "given", CoveredAgencies = ["xx-school"] };
        var file = AFile("key-1") with { State = DisclosureState.Released, AnswerIndex = 7, CaseId = "case-1",
            Released = [new ReleasedPath("a.b", "support.family", "ff")] };
        await _store.PutAsync(consent, CancellationToken.None);
        await _store.TryPutAsync(ACase("case-1"), CancellationToken.None);
        await _store.TryAddAsync(file, CancellationToken.None);

        await ReopenAsync();

        var row = (ConsentRecord)(await _store.FindAsync(consent.Key, CancellationToken.None))!;
        (row.Status, row.CoveredAgencies.Single()).ShouldBe(("given", "xx-school"));
        var found = (await ((ICaseStore)_store).FindAsync("case-1", CancellationToken.None))!;
        found.Links["xx-social"].ShouldBe("local-1");
        found.Facts["subject.age"].Value.ShouldBe(new FactValue.Number(16));
        var read = (await _store.FindByAnswerAsync(7, CancellationToken.None))!;
        (read.Id, read.State, read.Terms.Why, read.OpenTime).ShouldBe((file.Id, file.State, file.Terms.Why, file.OpenTime));
        (await _store.ReleasesAsync("case-1", Social, CancellationToken.None))
            .Single().Released.Single().OriginPurpose.ShouldBe("support.family");
        (await _store.FindByKeyAsync("key-1", CancellationToken.None))!.Id.ShouldBe(file.Id);
    }

    [Fact]
    public async Task Nothing_on_the_disk_can_be_read_without_the_key()
    {
        await _store.TryPutAsync(ACase("case-canary"), CancellationToken.None);
        await _store.TryAddAsync(AFile("key-canary"), CancellationToken.None);
        await _store.PutAsync(new ConsentRecord { CaseId = "case-canary", Status = "withdrawn" }, CancellationToken.None);

        foreach (var word in (string[])["canary", "local-1", "xx-social", "withdrawn", "needs this"])
        {
            DiskHolds(word).ShouldBeFalse(word);
        }
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        await _store.DisposeAsync();
        var mine = _key;
        _key = RandomNumberGenerator.GetBytes(32);

        Should.Throw<InvalidOperationException>(Open).Message.ShouldContain("another key");

        _key = mine;
        _store = Open();
    }

    [Fact]
    public async Task A_row_that_was_changed_or_moved_is_refused()
    {
        await _store.PutAsync(new ConsentRecord { CaseId = "case-1", Status = "given" }, CancellationToken.None);
        await _store.PutAsync(new ConsentRecord { CaseId = "case-2", Status = "refused" }, CancellationToken.None);
        await _store.DisposeAsync();
        using (var connection =
            new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "records.db")};Pooling=False"))
        {
            connection.Open();
            using var swap = connection.CreateCommand();

            // Both rows get the body of the first: for one of them it is a foreign one.
            swap.CommandText = "UPDATE rows SET body = (SELECT body FROM rows ORDER BY place LIMIT 1)";
            swap.ExecuteNonQuery().ShouldBe(2);
        }

        _store = Open();

        var refused = 0;
        foreach (var caseId in new[] { "case-1", "case-2" })
        {
            try
            {
                await _store.FindAsync(ConsentRecord.KeyOf(caseId), CancellationToken.None);
            }
            catch (LogUnavailableException)
            {
                refused++;
            }
        }

        refused.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_files_with_one_key_exactly_one_is_added()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _store.TryAddAsync(AFile("one-key"), CancellationToken.None)));

        added.Count(static won => won).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_updates_of_one_version_exactly_one_is_made()
    {
        var file = AFile("key");
        await _store.TryAddAsync(file, CancellationToken.None);

        var made = await Task.WhenAll(
            Enumerable.Range(1, 50).Select(at => _store.TryUpdateAsync(file with { Attempts = at, Version = 2 }, CancellationToken.None)));

        made.Count(static won => won).ShouldBe(1);
        (await _store.TryUpdateAsync(file with { Version = 4 }, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_are_due_in_their_order_until_they_are_final()
    {
        var early = AFile("early") with { NextAttempt = Now.AddMinutes(1), State = DisclosureState.Waiting };
        var late = AFile("late") with { NextAttempt = Now.AddMinutes(2), State = DisclosureState.Waiting };
        await _store.TryAddAsync(late, CancellationToken.None);
        await _store.TryAddAsync(early, CancellationToken.None);

        (await _store.DueAsync(Now, 10, CancellationToken.None)).ShouldBeEmpty();
        (await _store.DueAsync(Now.AddMinutes(5), 10, CancellationToken.None)).Select(static file => file.KeyDigest)
            .ShouldBe(["early", "late"]);
        await _store.TryUpdateAsync(early with { State = DisclosureState.Released, Version = 2 }, CancellationToken.None);
        (await _store.DueAsync(Now.AddMinutes(5), 10, CancellationToken.None)).Select(static file => file.KeyDigest).ShouldBe(["late"]);
    }

    [Fact]
    public async Task A_case_is_found_by_each_agencys_own_id_and_by_no_others()
    {
        await _store.TryPutAsync(ACase("case-1"), CancellationToken.None);

        (await _store.FindLinkedAsync(Social, "local-1", CancellationToken.None)).Single().CaseId.ShouldBe("case-1");
        (await _store.FindLinkedAsync(AgencyId.Parse("xx-police"), "local-1", CancellationToken.None)).ShouldBeEmpty();
        await _store.TryPutAsync(
            ACase("case-1") with { Links = new Dictionary<string, string> { ["xx-social"] = "local-2" }, Version = 2 },
            CancellationToken.None);
        (await _store.FindLinkedAsync(Social, "local-1", CancellationToken.None)).ShouldBeEmpty();
        (await _store.FindLinkedAsync(Social, "local-2", CancellationToken.None)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_that_fails_is_told_as_unknown_whether_or_not_it_stood(bool stood)
    {
        _store.Probe = after =>
        {
            if (after == stood)
            {
                throw new TimeoutException("lost");
            }
        };
        await Should.ThrowAsync<LogUnavailableException>(_store.TryAddAsync(AFile("key"), CancellationToken.None));
        _store.Probe = null;

        ((await _store.FindByKeyAsync("key", CancellationToken.None)) is not null).ShouldBe(stood);
        (await _store.TryAddAsync(AFile("key"), CancellationToken.None)).ShouldBe(!stood);
    }

    [Fact]
    public async Task A_database_that_was_taken_away_stops_the_store()
    {
        File.Move(Path.Combine(_folder, "records.db"), Path.Combine(_folder, "elsewhere.db"));

        await Should.ThrowAsync<LogUnavailableException>(_store.TryAddAsync(AFile("key"), CancellationToken.None));
        await Should.ThrowAsync<LogUnavailableException>(_store.TryAddAsync(AFile("key-2"), CancellationToken.None));

        _fatal.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_second_process_is_refused() => Should.Throw<IOException>(Open).Message.ShouldContain("another process");

    private SqliteRecordStore Open() =>
        SqliteRecordStore.Open(new RecordStoreOptions { Directory = _folder, Key = _key }, _random, _fatal.Add);

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = Open();
    }

    private bool DiskHolds(string word) =>
        Directory.EnumerateFiles(_folder).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
    });

    private static CaseRecord ACase(string id) => new()
    {
        CaseId = id,
        OpenTime = Now,
        Links = new Dictionary<string, string> { ["xx-social"] = "local-1" },
        Facts = new Dictionary<string, StatedFact> { ["subject.age"] = new(new FactValue.Number(16), Social, Now) },
        Version = 1,
    };

    private DisclosureFile AFile(string key) => AFile(key, _random);

    internal static DisclosureFile AFile(string key, RandomNumberGenerator random) => new()
    {
        Id = DisclosureId.Create(Now, random),
        Kind = FileKind.Request,
        Caller = Social,
        Person = new Actor("p-1", "member"),
        KeyDigest = key,
        RequestDigest = "00",
        Terms = new DisclosureTerms
        {
            CaseId = "local-1", HolderAgencyId = "xx-police", Regime = "fr.cpraf", Forum = "bilateral", Purpose = "support.family",
                Why = "needs this",
            Fields = [new RequestedField("a.b", null)],
        },
        Recipient = Social,
        OpenTime = Now,
        OrderJti = "o",
        AnswerJti = "a",
        Version = 1,
    };
}
