using Microsoft.Data.Sqlite;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Tests.Log;

/// <summary>A commit that fails at each of its steps, before and after it persisted; then the log is opened again.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(LogStep.BeforeWrite), false)]
    [InlineData(nameof(LogStep.BeforeCommit), false)]
    [InlineData(nameof(LogStep.AfterCommit), true)]
    [InlineData(nameof(LogStep.BeforeHead), true)]
    [InlineData(nameof(LogStep.AfterHead), true)]
    public async Task A_fault_at_any_step_stops_the_log_and_what_was_acknowledged_is_there_afterwards(string stepName, bool isPersisted)
    {
        var step = Enum.Parse<LogStep>(stepName);
        await _folder.FillAsync(10);
        LoggedStatement acknowledged;
        await using (var log = await _folder.OpenAsync())
        {
            acknowledged = await log.AppendAsync(LogFolder.ADenial(), default);
            log.Probe = at =>
            {
                if (at == step)
                {
                    throw new IOException("the disk did not take what was written");
                }
            };

            var failed = await Should.ThrowAsync<LogUnavailableException>(() => log.AppendAsync(LogFolder.ADenial(), default));
            var refused = await Should.ThrowAsync<LogUnavailableException>(() => log.AppendAsync(LogFolder.ADenial(), default));

            failed.IsOutcomeKnown.ShouldBeFalse();
            refused.IsOutcomeKnown.ShouldBeTrue();
            _folder.Fatal.Count.ShouldBe(1);
            log.Head.Size.ShouldBe(12);
        }

        await using var again = await _folder.OpenAsync();
        again.Head.Size.ShouldBe(isPersisted ? 13 : 12);
        (await again.ReceiptAsync(acknowledged.Index, default)).ShouldNotBeNull();
        _folder.Verifier.Verify(acknowledged.Receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>();
        (await again.AppendAsync(LogFolder.ADenial(), default)).Index.ShouldBe(again.Head.Size - 1);
    }

    [Fact]
    public async Task A_locked_database_refuses_loses_nothing_and_goes_on_when_it_is_free_again()
    {
        await using var log = await _folder.OpenAsync();
        await using (var other = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);

            var refused = await Should.ThrowAsync<LogUnavailableException>(() => log.AppendAsync(LogFolder.ADenial(), default));

            refused.IsOutcomeKnown.ShouldBeTrue();
        }

        (await log.AppendAsync(LogFolder.ADenial(), default)).Index.ShouldBe(1);
        _folder.Fatal.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_below_its_mark_refuses_and_goes_on_when_there_is_space_again()
    {
        await _folder.FillAsync(1);
        _folder.Options = _folder.Options with { FreeBytesMin = long.MaxValue };
        await using (var log = await _folder.OpenAsync())
        {
            var refused = await Should.ThrowAsync<LogUnavailableException>(() => log.AppendAsync(LogFolder.ADenial(), default));
            refused.IsOutcomeKnown.ShouldBeTrue();
        }

        _folder.Options = _folder.Options with { FreeBytesMin = 0 };
        await using var again = await _folder.OpenAsync();
        (await again.AppendAsync(LogFolder.ADenial(), default)).Index.ShouldBe(2);
        _folder.Fatal.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("log.db", "remove")]
    [InlineData("log.db-wal", "remove")]
    [InlineData("log.head", "remove")]
    [InlineData("log.db", "replace")]
    [InlineData("log.head", "replace")]
    public async Task A_store_whose_files_are_removed_or_replaced_acknowledges_nothing_more(string name, string how)
    {
        await using var log = await _folder.OpenAsync();
        await log.AppendAsync(LogFolder.ADenial(), default);
        var file = Path.Combine(_folder.Options.Directory, name);
        if (how == "replace")
        {
            File.Copy(file, file + ".copy");
            File.Move(file + ".copy", file, overwrite: true);
        }
        else
        {
            File.Delete(file);
        }

        await Should.ThrowAsync<LogUnavailableException>(() => log.AppendAsync(LogFolder.ADenial(), default));

        _folder.Fatal.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_process_cannot_open_the_log()
    {
        await using var log = await _folder.OpenAsync();

        (await Should.ThrowAsync<IOException>(_folder.OpenAsync)).Message.ShouldContain("another process");
    }

    [Fact]
    public async Task A_clock_that_goes_back_makes_no_entry_older_than_the_one_before()
    {
        var time = new BackwardClock();
        await using var log = await SqliteStatementLog.OpenAsync(
            _folder.Options, _folder.Keys, time, System.Security.Cryptography.RandomNumberGenerator.Create(), _folder.Fatal.Add, default);

        var first = await log.AppendAsync(LogFolder.ADenial(), default);
        var second = await log.AppendAsync(LogFolder.ADenial(), default);

        second.Time.ShouldBeGreaterThanOrEqualTo(first.Time);
    }

    private sealed class BackwardClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddMinutes(-1);
    }
}
