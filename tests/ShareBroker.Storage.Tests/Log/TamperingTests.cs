using Microsoft.Data.Sqlite;
using ShareBroker.Receipts.Notes;
using ShareBroker.Storage.Log;

namespace ShareBroker.Storage.Tests.Log;

/// <summary>What somebody with the disk in hand may do to a store at rest, and what the broker says to it.</summary>
public sealed class TamperingTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UPDATE entries SET payload = CAST(replace(CAST(payload AS TEXT), 'xx-police', 'xx-p0lice') AS BLOB) WHERE idx = 7", 7)]
    [InlineData("UPDATE entries SET payload = (SELECT payload FROM entries WHERE idx = 8), jti = 'x' WHERE idx = 7", 7)]
    [InlineData("DELETE FROM entries WHERE idx = 41", 41)]
    [InlineData("DELETE FROM entries WHERE idx >= 290", 290)]
    [InlineData("UPDATE log SET size = 200", 200)]
    [InlineData("DELETE FROM tiles", 0)]
    [InlineData("UPDATE tiles SET hashes = zeroblob(8192)", 0)]
    [InlineData("UPDATE entries SET kind = 'order' WHERE idx = 299", 299)]
    public async Task A_changed_store_is_refused_and_its_first_bad_entry_named(string sql, long firstBadIndex)
    {
        await _folder.FillAsync(299);
        Execute(sql);

        var refused = await Should.ThrowAsync<StatementLogCorruptException>(_folder.OpenAsync);

        refused.FirstBadIndex.ShouldBe(firstBadIndex);
    }

    [Fact]
    public async Task A_store_that_was_put_back_to_an_older_copy_is_refused()
    {
        await _folder.FillAsync(20);
        File.Copy(_folder.Database, _folder.Path + "/old.db");
        await _folder.FillAsync(20);
        File.Copy(_folder.Path + "/old.db", _folder.Database, overwrite: true);

        (await Should.ThrowAsync<StatementLogCorruptException>(_folder.OpenAsync)).FirstBadIndex.ShouldBe(21);
    }

    [Fact]
    public async Task A_store_whose_database_is_gone_is_refused()
    {
        await _folder.FillAsync(5);
        File.Delete(_folder.Database);

        (await Should.ThrowAsync<StatementLogCorruptException>(_folder.OpenAsync)).FirstBadIndex.ShouldBe(0);
    }

    [Fact]
    public async Task A_store_whose_head_file_is_gone_is_refused()
    {
        await _folder.FillAsync(5);
        File.Delete(_folder.HeadFile);

        (await Should.ThrowAsync<StatementLogCorruptException>(_folder.OpenAsync)).Message.ShouldContain("signed head");
    }

    [Fact]
    public async Task A_torn_write_of_the_newest_head_leaves_the_one_before_and_the_log_goes_on()
    {
        await _folder.FillAsync(5);
        await _folder.FillAsync(5);
        var bytes = await File.ReadAllBytesAsync(_folder.HeadFile);
        var heads = HeadFile.Peek(_folder.HeadFile, _folder.Keys.Heads.Verifier);
        var newest = System.Text.Encoding.UTF8.GetString(bytes, 0, 4096).Contains(heads[0].Text, StringComparison.Ordinal) ? 0 : 4096;
        Array.Clear(bytes, newest + 60, 4000);
        await File.WriteAllBytesAsync(_folder.HeadFile, bytes);

        await using var log = await _folder.OpenAsync();

        log.Head.Size.ShouldBe(11);
    }

    [Fact]
    public async Task Every_flipped_byte_of_the_database_is_refused_or_harmless()
    {
        await _folder.FillAsync(40);
        var before = Heads()[0];
        var original = await File.ReadAllBytesAsync(_folder.Database);
        var random = new Random(7);
        var outcomes = new Dictionary<string, int> { ["refused"] = 0, ["harmless"] = 0 };
        for (var round = 0; round < 60; round++)
        {
            var flipped = (byte[])original.Clone();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_folder.Database, flipped);
            try
            {
                await using var log = await _folder.OpenAsync();

                // Harmless means: the same entries under the same root.
                (log.Head.Size, log.Head.Root).ShouldBe((before.Size, before.Root));
                outcomes["harmless"]++;
            }
            catch (Exception fault) when (fault is StatementLogCorruptException or IOException or InvalidOperationException)
            {
                outcomes["refused"]++;
            }
        }

        outcomes["refused"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_store_of_another_log_is_refused()
    {
        await _folder.FillAsync(1);
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        using var others = Receipts.Log.LogKeys.Create("other.example/log", random);

        await Should.ThrowAsync<InvalidOperationException>(() => SqliteStatementLog.OpenAsync(
            _folder.Options, others, TimeProvider.System, random, _folder.Fatal.Add, default));
    }

    [Fact]
    public async Task An_exported_log_is_derived_again_and_any_changed_file_is_found()
    {
        await _folder.FillAsync(300);
        var trust = TlogPolicy.Parse(TlogPolicy.TextFor(_folder.Keys.Heads.Verifier));
        var export = Path.Combine(_folder.Path, "export");
        using (var source = StoreLogSource.Open(_folder.Options, trust.Logs))
        {
            await LogExport.WriteAsync(source, export, default);
            (await new LogAudit(source, trust).RunAsync(null, default)).ShouldBeOfType<LogAuditResult.Sound>().Head.Size.ShouldBe(301);
        }

        (await Audit()).ShouldBeOfType<LogAuditResult.Sound>();
        var random = new Random(3);
        foreach (var file in Directory.GetFiles(export, "*", SearchOption.AllDirectories))
        {
            var original = await File.ReadAllBytesAsync(file);
            for (var round = 0; round < 5; round++)
            {
                var flipped = (byte[])original.Clone();
                flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                await File.WriteAllBytesAsync(file, flipped);
                (await Audit()).ShouldBeOfType<LogAuditResult.Broken>(file);
            }

            await File.WriteAllBytesAsync(file, original);
        }

        async Task<LogAuditResult> Audit() => await new LogAudit(new DirectoryLogSource(export), trust).RunAsync(null, default);
    }

    [Fact]
    public async Task A_changed_signature_is_found_by_the_audit_and_never_handed_out()
    {
        await _folder.FillAsync(30);
        Execute("UPDATE entries SET signature = zeroblob(64) WHERE idx = 17");
        var trust = TlogPolicy.Parse(TlogPolicy.TextFor(_folder.Keys.Heads.Verifier));

        using (var source = StoreLogSource.Open(_folder.Options, trust.Logs))
        {
            (await new LogAudit(source, trust).RunAsync(null, default))
                .ShouldBeOfType<LogAuditResult.Broken>().FirstBadIndex.ShouldBe(17);
        }

        await using var log = await _folder.OpenAsync();
        (await Should.ThrowAsync<StatementLogCorruptException>(() => log.ReceiptAsync(17, default))).FirstBadIndex.ShouldBe(17);
        (await log.ReceiptAsync(16, default)).ShouldNotBeNull();
    }

    [Fact]
    public void Keys_survive_their_files_and_exposed_files_are_refused()
    {
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        var folder = Path.Combine(_folder.Path, "keys");
        using var made = KeyFiles.Create(folder, LogFolder.Origin, random);
        using var read = KeyFiles.Load(folder, LogFolder.Origin);

        read.Heads.Verifier.ShouldBe(made.Heads.Verifier);
        read.Statement.PublicKey.ShouldBe(made.Statement.PublicKey);
        Should.Throw<IOException>(() => KeyFiles.Create(folder, LogFolder.Origin, random));
        File.SetUnixFileMode(Path.Combine(folder, "log.pem"), (UnixFileMode)0b110_100_100);
        Should.Throw<Receipts.ReceiptException>(() => KeyFiles.Load(folder, LogFolder.Origin)).Code.ShouldBe("key_exposed");
    }

    private IReadOnlyList<SignedCheckpoint> Heads()
    {
        return HeadFile.Peek(_folder.HeadFile, _folder.Keys.Heads.Verifier);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }
}
