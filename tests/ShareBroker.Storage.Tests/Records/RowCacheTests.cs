using System.Security.Cryptography;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Storage.Records;

namespace ShareBroker.Storage.Tests.Records;

public sealed class RowCacheTests
{
    private readonly RowCache<string, string?> _cache = new(countMax: 2);
    private int _reads;

    [Fact]
    public async Task What_was_read_once_is_not_read_again_also_that_nothing_is_there()
    {
        (await FindAsync("a", "one")).ShouldBe("one");
        (await FindAsync("a", "two")).ShouldBe("one");
        (await FindAsync("b", null)).ShouldBeNull();
        (await FindAsync("b", "late")).ShouldBeNull();

        _reads.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_makes_its_key_be_read_again_and_no_other()
    {
        await FindAsync("a", "one");
        await FindAsync("b", "one");

        _cache.Forget("a");

        (await FindAsync("a", "two")).ShouldBe("two");
        (await FindAsync("b", "two")).ShouldBe("one");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_read_beside_a_write_is_told_and_not_kept(bool all)
    {
        var older = new TaskCompletionSource<string?>();
        var beside = _cache.FindAsync("a", () => older.Task);
        if (all)
        {
            _cache.ForgetAll();
        }
        else
        {
            _cache.Forget("a");
        }

        older.SetResult("older");

        (await beside).ShouldBe("older");
        (await FindAsync("a", "newer")).ShouldBe("newer");
    }

    [Fact]
    public async Task A_write_that_stands_changes_what_is_known_and_adds_nothing_unknown()
    {
        await FindAsync("a", "one");

        _cache.Change("a", static known => known + " and two");
        _cache.Change("b", static known => known + "?");

        (await FindAsync("a", "three")).ShouldBe("one and two");
        (await FindAsync("b", "three")).ShouldBe("three");
    }

    [Fact]
    public async Task Releases_that_are_known_follow_each_write_as_a_fresh_store_reads_them()
    {
        var folder = Directory.CreateTempSubdirectory("sharebroker-cache-").FullName;
        using var random = RandomNumberGenerator.Create();
        var options = new RecordStoreOptions { Directory = folder, Key = RandomNumberGenerator.GetBytes(32) };
        var told = new List<(string, long)>();
        await using (var store = SqliteRecordStore.Open(options, random, static _ => { }))
        {
            await ReleasesAsync(store);
            for (var number = 0; number < 4; number++)
            {
                var file = RecordStoreTests.AFile($"key-{number}", random) with { CaseId = "case-1" };
                await store.TryAddAsync(file, CancellationToken.None);
                file = file with { State = DisclosureState.Released, AnswerIndex = number, Version = 2 };
                (await store.TryUpdateAsync(file, CancellationToken.None)).ShouldBeTrue();
                (await store.TryUpdateAsync(file with { ConfirmationIndex = 99 }, CancellationToken.None)).ShouldBeFalse();
                (await ReleasesAsync(store)).Count.ShouldBe(number + 1);
                await store.TryUpdateAsync(file with { ConfirmationIndex = 7 + number, Version = 3 }, CancellationToken.None);
            }

            told = await ReleasesAsync(store);
        }

        await using (var again = SqliteRecordStore.Open(options, random, static _ => { }))
        {
            (await ReleasesAsync(again)).ShouldBe(told);
            told.Select(static release => release.Item2).ShouldBe([7, 8, 9, 10], ignoreOrder: true);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_begins_anew_when_it_is_full()
    {
        foreach (var key in (string[])["a", "b", "c", "a"])
        {
            await FindAsync(key, key);
        }

        _reads.ShouldBe(4);
    }

    [Fact]
    public async Task Nobody_reads_an_older_row_than_a_writer_was_told_stands()
    {
        var folder = Directory.CreateTempSubdirectory("sharebroker-cache-").FullName;
        using var random = RandomNumberGenerator.Create();
        var options = new RecordStoreOptions { Directory = folder, Key = RandomNumberGenerator.GetBytes(32) };
        await using (var store = SqliteRecordStore.Open(options, random, static _ => { }))
        {
            var told = new long[3];
            using var stop = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var least = Volatile.Read(ref told[reader]);
                    var row = (ConsentRecord?)await store.FindAsync(ConsentRecord.KeyOf($"case-{reader}"), CancellationToken.None);
                    long.Parse(row?.Status ?? "0", System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(least);
                }
            })).ToList();
            for (var number = 1; number <= 60; number++)
            {
                await Task.WhenAll(Enumerable.Range(0, told.Length).Select(async reader =>
                {
                    await store.PutAsync(new ConsentRecord { CaseId = $"case-{reader}", Status = $"{number}" }, CancellationToken.None);
                    Volatile.Write(ref told[reader], number);
                }));
            }

            await stop.CancelAsync();
            await Task.WhenAll(readers);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<(string Key, long Confirmation)>> ReleasesAsync(SqliteRecordStore store) =>
        [.. (await store.ReleasesAsync("case-1", RecordStoreTests.Social, CancellationToken.None))
            .Select(static file => (file.KeyDigest, file.ConfirmationIndex ?? 0)).Order()];

    private Task<string?> FindAsync(string key, string? stored) => _cache.FindAsync(key, () =>
    {
        _reads++;
        return Task.FromResult(stored);
    });
}
