using System.Security.Cryptography;
using System.Text;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Policies.Replaying;
using ShareBroker.Storage.Log;
using ShareBroker.Storage.Records;
using ShareBroker.Storage.Tests.Log;

namespace ShareBroker.Storage.Tests.Records;

/// <summary>Past decisions read from a store, while its broker still has it open.</summary>
public sealed class DecisionArchiveTests : IAsyncLifetime
{
    private readonly LogFolder _folder = new();
    private readonly RandomNumberGenerator _random = RandomNumberGenerator.Create();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private SqliteStatementLog _log = null!;
    private SqliteRecordStore _records = null!;

    private RecordStoreOptions Records => new() { Directory = Path.Combine(_folder.Path, "records"), Key = _key };

    public async Task InitializeAsync()
    {
        _log = await _folder.OpenAsync();
        _records = SqliteRecordStore.Open(Records, _random, static fault => throw fault);
    }

    public async Task DisposeAsync()
    {
        await _records.DisposeAsync();
        await _log.DisposeAsync();
        _random.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Decisions_come_back_in_the_order_of_the_log_with_what_they_were_made_from()
    {
        var kept = new List<string>();
        foreach (var number in Enumerable.Range(0, 300))
        {
            kept.Add(await DecideAsync(number));
        }

        var past = await ReadAsync();

        past.Select(one => one.Receipt).ShouldBe(kept);
        past.Select(one => Encoding.UTF8.GetString(one.Input.Span)).ShouldBe(Enumerable.Range(0, 300).Select(Text));
        past.ShouldAllBe(one => one.Kind == "denial" && one.Regime == "xx.regime" && one.Agency == "xx-social");
        (await PastOfTheBrokerAsync()).Select(one => (one.Receipt, Encoding.UTF8.GetString(one.Input.Span)))
            .ShouldBe(past.Select(one => (one.Receipt, Encoding.UTF8.GetString(one.Input.Span))));
    }

    [Fact]
    public async Task A_destroyed_input_is_empty_and_its_receipt_still_named()
    {
        var gone = await DecideAsync(1);
        var there = await DecideAsync(2);
        await ((IDecisionInputs)_records).DestroyAsync(gone, CancellationToken.None);

        var past = await ReadAsync();

        past.Select(one => (one.Receipt, one.Input.IsEmpty)).ShouldBe([(gone, true), (there, false)]);
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        await DecideAsync(1);
        using var archive = DecisionArchive.Open(_folder.Options, Records with { Key = RandomNumberGenerator.GetBytes(32) }, _random);

        // Under another key the place of an input is another one, so nothing is found there.
        var past = await archive.ReadAsync(CancellationToken.None).ToListAsync();

        past.ShouldHaveSingleItem().Input.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_folder_without_a_store_is_told()
    {
        var nowhere = Records with { Directory = Path.Combine(_folder.Path, "none") };

        Should.Throw<IOException>(() => DecisionArchive.Open(_folder.Options, nowhere, _random)).Message.ShouldContain("there is no store");
    }

    private static string Text(int number) => $$"""{"number":{{number}}}""";

    private async Task<string> DecideAsync(int number)
    {
        var jti = Receipts.Statements.Ulid.Create(TimeProvider.System.GetUtcNow(), _random);
        await ((IDecisionInputs)_records).SaveAsync(
            jti, new KeptDecision { Input = Encoding.UTF8.GetBytes(Text(number)), Why = "a fictitious why" }, CancellationToken.None);
        await _log.AppendAsync(LogFolder.ADenial() with { Jti = jti }, CancellationToken.None);
        return jti;
    }

    private async Task<List<PastDecision>> ReadAsync()
    {
        using var archive = DecisionArchive.Open(_folder.Options, Records, _random);
        return await archive.ReadAsync(CancellationToken.None).ToListAsync();
    }

    private async Task<List<PastDecision>> PastOfTheBrokerAsync() =>
        await PastDecisions.ReadAsync(_log, _records, CancellationToken.None).ToListAsync();
}
