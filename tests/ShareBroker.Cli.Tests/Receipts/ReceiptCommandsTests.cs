using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Cli.Receipts;
using ShareBroker.Storage.Log;

namespace ShareBroker.Cli.Tests.Receipts;

public sealed class ReceiptCommandsTests : IDisposable
{
    private const string Origin = "broker.example/log/cli";
    private readonly string _folder = Directory.CreateTempSubdirectory("sharebroker-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_receipt_verifies_with_the_files_that_keys_generate_wrote()
    {
        var receipt = await MakeReceiptAsync();

        var (status, output, error) = Run("receipt", "verify", receipt, "--trust", At("keys/trust.txt"), "--jwks", At("keys/jwks.json"));

        (status, error).ShouldBe((0, ""));
        output.ShouldContain("verified: referral 1 of broker.example/log/cli, 0 opened");
        output.ShouldEndWith("1 verified, 0 failed\n");
    }

    [Fact]
    public async Task Disclosures_from_a_file_open_the_receipt()
    {
        var receipt = await MakeReceiptAsync();

        var (status, output, _) = Run(
            "receipt", "verify", receipt, "--trust", At("keys/trust.txt"), "--jwks", At("keys/jwks.json"), "--disclosures",
                At("disclosures.txt"));

        status.ShouldBe(0);
        output.ShouldContain("9 opened\n");
    }

    [Fact]
    public async Task A_changed_receipt_gives_status_1_and_names_the_step()
    {
        var receipt = await MakeReceiptAsync();
        await File.WriteAllTextAsync(receipt, (await File.ReadAllTextAsync(receipt)).Replace("index 1", "index 0",
            StringComparison.Ordinal));

        var (status, output, _) = Run("receipt", "verify", receipt, "--trust", At("keys/trust.txt"), "--jwks", At("keys/jwks.json"));

        status.ShouldBe(1);
        output.ShouldContain("FAILED at inclusion");
    }

    [Fact]
    public async Task A_missing_file_is_wrong_use()
    {
        await MakeReceiptAsync();

        var (status, _, error) = Run("receipt", "verify", At("nowhere.json"), "--trust", At("keys/trust.txt"), "--jwks",
            At("keys/jwks.json"));

        status.ShouldBe(2);
        error.ShouldStartWith("error: ");
        error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Show_prints_json_and_says_that_nothing_was_verified()
    {
        var receipt = await MakeReceiptAsync();

        var (status, output, _) = Run("receipt", "show", receipt);

        status.ShouldBe(0);
        using var shown = JsonDocument.Parse(output);
        shown.RootElement.GetProperty("verified").GetString()!.ShouldStartWith("no");
        shown.RootElement.GetProperty("statement").GetProperty("kind").GetString().ShouldBe("referral");
    }

    [Fact]
    public async Task A_store_and_its_export_verify_and_a_changed_export_does_not()
    {
        await MakeReceiptAsync();

        Run("log", "verify", "--store", At("store"), "--trust", At("keys/trust.txt")).Status.ShouldBe(0);
        Run("log", "export", "--store", At("store"), "--trust", At("keys/trust.txt"), "--out", At("log")).Status.ShouldBe(0);
        Run("log", "verify", "--store", At("log"), "--trust", At("keys/trust.txt")).Output
            .ShouldContain("log verified: broker.example/log/cli, 2 entries");
        var bundle = Directory.GetFiles(At("log/tile/entries"), "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);

        var (status, output, _) = Run("log", "verify", "--store", At("log"), "--trust", At("keys/trust.txt"));

        status.ShouldBe(1);
        output.ShouldContain("first bad index 1");
    }

    [Fact]
    public async Task Keys_are_never_overwritten()
    {
        await MakeReceiptAsync();
        var before = await File.ReadAllTextAsync(At("keys/log.pem"));

        var (status, _, error) = Run("keys", "generate", "--origin", Origin, "--out", At("keys"));

        status.ShouldBe(1);
        error.ShouldStartWith("error: ");
        (await File.ReadAllTextAsync(At("keys/log.pem"))).ShouldBe(before);
    }

    private static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var status = CommandLine.Run(arguments, output, error);
        return (status, output.ToString(), error.ToString());
    }

    private string At(string path) => Path.Combine(_folder, path);

    private async Task<string> MakeReceiptAsync()
    {
        Run("keys", "generate", "--origin", Origin, "--out", At("keys")).Status.ShouldBe(0);
        using var keys = KeyFiles.Load(At("keys"), Origin);
        using var random = RandomNumberGenerator.Create();
        await using var log = await SqliteStatementLog.OpenAsync(
            new StatementLogOptions { Directory = At("store"), FreeBytesMin = 0 }, keys, TimeProvider.System, random, static fault =>
                throw fault, default);
        var logged = await log.AppendAsync(SampleStatements.Referral(1), default);
        await File.WriteAllBytesAsync(At("receipt.json"), logged.Receipt.ToJson());
        await File.WriteAllTextAsync(At("disclosures.txt"), string.Concat(logged.Disclosures.Select(disclosure =>
            disclosure.Encoded + "\n")), Encoding.ASCII);
        return At("receipt.json");
    }
}
