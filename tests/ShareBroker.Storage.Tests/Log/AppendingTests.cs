using ShareBroker.Receipts;
using ShareBroker.Receipts.Log;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Storage.Tests.Log;

public sealed class AppendingTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_log_begins_with_its_genesis_entry()
    {
        await using var log = await _folder.OpenAsync();

        log.Head.Size.ShouldBe(1);
        Statement.Parse((await log.EntryAsync(0, default))!.Payload).Kind.ShouldBe("genesis");
    }

    [Fact]
    public async Task An_entry_that_was_acknowledged_verifies_with_its_receipt_alone()
    {
        await using var log = await _folder.OpenAsync();

        var logged = await log.AppendAsync(LogFolder.ADenial(), default);

        var verdict = _folder.Verifier.Verify(logged.Receipt.WithDisclosures(logged.Disclosures), []);
        var verified = verdict.ShouldBeOfType<ReceiptVerdict.Verified>();
        verified.Index.ShouldBe(1);
        verified.Openings.Single(opening => opening.Name == "subject").Value.GetString().ShouldBe("case-0042");
    }

    [Fact]
    public async Task A_thousand_appends_at_once_get_a_thousand_places_and_proofs_that_verify()
    {
        await using var log = await _folder.OpenAsync();

        var logged = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => log.AppendAsync(LogFolder.ADenial(),
            default))));

        logged.Select(statement => statement.Index).Order().ShouldBe(Enumerable.Range(1, 1000).Select(index => (long)index));
        foreach (var statement in logged)
        {
            _folder.Verifier.Verify(statement.Receipt, []).ShouldBeOfType<ReceiptVerdict.Verified>();
        }
    }

    [Fact]
    public async Task Times_and_identifiers_follow_the_order_of_the_log()
    {
        await _folder.FillAsync(300);
        await using var log = await _folder.OpenAsync();

        var statements = (await log.EntriesAsync(0, 1000, default)).Select(entry => Statement.Parse(entry.Payload)).ToList();

        statements.Count.ShouldBe(301);
        statements.Select(statement => statement.Time).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_receipt_taken_later_proves_the_same_entry_to_the_newer_head()
    {
        await _folder.FillAsync(700);
        await using var log = await _folder.OpenAsync();

        foreach (var index in new long[] { 0, 1, 255, 256, 300, 511, 512, 700 })
        {
            var receipt = await log.ReceiptAsync(index, default);

            _folder.Verifier.Verify(receipt!, []).ShouldBeOfType<ReceiptVerdict.Verified>().Index.ShouldBe(index);
        }

        (await log.ReceiptAsync(701, default)).ShouldBeNull();
        (await log.ReceiptAsync(-1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_head_is_consistent_with_every_later_one()
    {
        await using var log = await _folder.OpenAsync();
        var heads = new List<(long Size, MerkleHash Root)>();
        for (var round = 0; round < 12; round++)
        {
            heads.Add((log.Head.Size, log.Head.Root));
            await Task.WhenAll(Enumerable.Range(0, 37).Select(_ => log.AppendAsync(LogFolder.ADenial(), default)));
        }

        foreach (var (size, root) in heads)
        {
            var proof = await log.ConsistencyProofAsync(size, log.Head.Size, default);
            MerkleProof.VerifyConsistency(size, root, log.Head.Size, log.Head.Root, proof).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_statement_that_is_too_long_is_refused_and_holds_up_nobody()
    {
        await using var log = await _folder.OpenAsync();

        var denial = LogFolder.ADenial();
        var tooLong = log.AppendAsync(denial with { Decision = denial.Decision with { Purpose = new string('x', 40_000) } }, default);
        var next = await log.AppendAsync(LogFolder.ADenial(), default);

        (await Should.ThrowAsync<ReceiptException>(tooLong)).Code.ShouldBe("statement_too_long");
        next.Index.ShouldBe(1);
    }

    [Fact]
    public async Task Who_cancels_before_the_queue_leaves_nothing_in_the_log()
    {
        await using var log = await _folder.OpenAsync();

        await Should.ThrowAsync<OperationCanceledException>(log.AppendAsync(LogFolder.ADenial(), new CancellationToken(canceled: true)));

        log.Head.Size.ShouldBe(1);
    }

    [Fact]
    public async Task Who_cancels_after_the_queue_still_gets_the_entry()
    {
        await using var log = await _folder.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        log.Probe = step =>
        {
            if (step == Storage.Log.LogStep.BeforeCommit)
            {
                cancellation.Cancel();
            }
        };

        var logged = await log.AppendAsync(LogFolder.ADenial(), cancellation.Token);

        logged.Index.ShouldBe(1);
        cancellation.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_says_that_nothing_was_logged()
    {
        _folder.Options = _folder.Options with { QueuedMax = 3 };
        await using var log = await _folder.OpenAsync();
        using var hold = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        log.Probe = step =>
        {
            if (step == Storage.Log.LogStep.BeforeWrite)
            {
                held.TrySetResult();
                hold.Wait();
            }
        };
        var appends = new List<Task<LoggedStatement>> { log.AppendAsync(LogFolder.ADenial(), default) };
        await held.Task;

        // With the writer held only three can wait, so that of ten some are refused without waiting for it.
        appends.AddRange(Enumerable.Range(0, 10).Select(_ => log.AppendAsync(LogFolder.ADenial(), default)));
        while (!appends.Exists(static append => append.IsFaulted))
        {
            await Task.Delay(5);
        }

        hold.Set();

        var refused = appends.Find(static append => append.IsFaulted)!.Exception!.InnerException.ShouldBeOfType<LogUnavailableException>();
        refused.IsOutcomeKnown.ShouldBeTrue();
        var outcomes = await Task.WhenAll(appends.Select(async append => await append.ContinueWith(done => done.IsCompletedSuccessfully,
            TaskScheduler.Default)));
        log.Head.Size.ShouldBe(1 + outcomes.Count(logged => logged));
        outcomes.ShouldContain(true);
    }

    [Fact]
    public async Task An_identifier_that_is_used_already_is_refused_and_stops_nobody_else()
    {
        await using var log = await _folder.OpenAsync();
        var own = LogFolder.ADenial() with { Jti = "01JNA0000000000000000000A1" };

        (await log.AppendAsync(own, default)).Jti.ShouldBe(own.Jti);
        var again = await Should.ThrowAsync<ReceiptException>(() => log.AppendAsync(own, default));
        var twins = Enumerable.Range(0, 20).Select(_ => log.AppendAsync(own with { Jti = "01JNA0000000000000000000A2" }, default)).ToList();
        var next = await log.AppendAsync(LogFolder.ADenial(), default);

        again.Code.ShouldBe("jti_used");
        var outcomes = await Task.WhenAll(twins.Select(twin => twin.ContinueWith(done => done.IsCompletedSuccessfully,
            TaskScheduler.Default)));
        outcomes.Count(isLogged => isLogged).ShouldBe(1);
        next.Index.ShouldBe(3);
        _folder.Fatal.ShouldBeEmpty();
        (await Should.ThrowAsync<ReceiptException>(() => log.AppendAsync(own with { Jti = "not-a-ulid" }, default)))
            .Code.ShouldBe("jti_malformed");
    }

    [Fact]
    public async Task The_same_policy_is_activated_once()
    {
        await using var log = await _folder.OpenAsync();
        var draft = new PolicyDraft
        {
            Revision = "2026.1",
            Sha256 = new string('c', 64),
            Author = "office-a",
            Approver = "office-b",
            ValidFrom = DateTimeOffset.UnixEpoch,
            TestsPassed = 3,
            TestsFailed = 0,
        };

        var first = await log.ActivateAsync(draft, default);
        var again = await log.ActivateAsync(draft, default);
        var next = await log.ActivateAsync(draft with { Revision = "2026.2" }, default);

        (first, again, next).ShouldBe((1, 1, 2));
    }

    [Fact]
    public async Task A_destroyed_secret_is_gone_from_the_disk_and_the_receipt_still_verifies()
    {
        await using var log = await _folder.OpenAsync();
        var logged = await log.AppendAsync(LogFolder.ADenial(), default);
        (await log.Secrets.FindAsync(logged.Jti, default))!.ToArray().ShouldBe(logged.Secret.ToArray());

        (await log.Secrets.DestroyAsync(logged.Jti, default)).ShouldBeTrue();

        (await log.Secrets.FindAsync(logged.Jti, default)).ShouldBeNull();
        (await log.Secrets.DestroyAsync(logged.Jti, default)).ShouldBeFalse();
        _folder.Verifier.Verify((await log.ReceiptAsync(logged.Index, default))!, []).ShouldBeOfType<ReceiptVerdict.Verified>();
        foreach (var file in Directory.GetFiles(_folder.Options.Directory, "secrets.db*"))
        {
            Convert.ToHexString(ReadShared(file)).Contains(Convert.ToHexString(logged.Secret.ToArray()), StringComparison.Ordinal)
                .ShouldBeFalse(file);
        }
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_the_log_writes()
    {
        await _folder.FillAsync(1);

        foreach (var file in Directory.GetFiles(_folder.Options.Directory).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
