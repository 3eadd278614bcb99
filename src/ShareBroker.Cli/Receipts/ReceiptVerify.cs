using System.CommandLine;
using System.Text;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Receipts;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker receipt verify</c>: one line for each receipt; exit status 0 only when every one verifies.</summary>
internal static class ReceiptVerify
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Receipts (JSON)", Arity = ArgumentArity.OneOrMore };
        var trust = TrustOptions.Trust();
        var jwks = TrustOptions.Jwks();
        var disclosures = new Option<string?>("--disclosures")
        {
            Description = "SD-JWT disclosures that the receipt does not carry, one a line; for one receipt",
        };
        var command = new Command("verify", "Verifies receipts with public keys alone, and names the first step that fails")
        {
            files,
            trust,
            jwks,
            disclosures,
        };
        command.SetAction(parse =>
        {
            var verifier = new ReceiptVerifier(
                TrustOptions.ReadTrust(parse.GetValue(trust)!),
                TrustOptions.ReadJwks(parse.GetValue(jwks)!))
            {
                Transformations = Recomputation.Check,
            };
            var receipts = parse.GetValue(files)!;
            var further = ReadDisclosures(parse.GetValue(disclosures));
            if (further.Length > 0 && receipts.Length > 1)
            {
                throw new Faults.UsageException("--disclosures goes with one receipt; verify them one by one");
            }

            // A file that is not there is wrong use: found before anything is judged.
            var read = receipts.Select(file => (file, bytes: TrustOptions.ReadLimited(file))).ToList();
            var failed = 0;
            foreach (var (file, bytes) in read)
            {
                var verdict = verifier.Verify(bytes, further);
                failed += verdict is ReceiptVerdict.Verified ? 0 : 1;
                parse.InvocationConfiguration.Output.WriteLine($"{file}: {Describe(verdict)}");
            }

            parse.InvocationConfiguration.Output.WriteLine($"{read.Count - failed} verified, {failed} failed");
            return failed == 0 ? 0 : 1;
        });
        return command;
    }

    private static string[] ReadDisclosures(string? file) => file is null
        ? []
        : Encoding.UTF8.GetString(TrustOptions.ReadLimited(file))
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Describe(ReceiptVerdict verdict) => verdict switch
    {
        ReceiptVerdict.Verified good =>
            $"verified: {good.Statement.Kind} {good.Index} of {good.Statement.Log}, {good.Openings.Count} opened" +
            (good.NotRecomputed.Count > 0 ? $", {good.NotRecomputed.Count} transformation(s) not recomputed" : ""),
        ReceiptVerdict.Failed bad => $"FAILED at {bad.Step.ToString().ToLowerInvariant()}: {bad.Reason} ({bad.Code})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
