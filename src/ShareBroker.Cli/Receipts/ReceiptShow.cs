using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Cli.Receipts;

/// <summary><c>sharebroker receipt show</c>: what a receipt says, unverified, with what its disclosures open.</summary>
internal static class ReceiptShow
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A receipt (JSON)" };
        var command = new Command("show", "Shows what a receipt says; nothing is verified") { file };
        command.SetAction(parse =>
        {
            var receipt = Receipt.Parse(TrustOptions.ReadLimited(parse.GetValue(file)!));
            var sdJwt = SdJwt.Parse(receipt.SdJwt);
            var proof = TlogProof.Parse(receipt.Proof);
            var statement = Statement.Parse(sdJwt.Jws.Payload);
            var opened = SdJwt.Match(statement.Root, sdJwt.Disclosures).Select(opening => (JsonNode)new JsonObject
            {
                ["path"] = opening.Path,
                ["name"] = opening.Name,
                ["value"] = JsonNode.Parse(opening.Value.GetRawText()),
            });
            var shown = new JsonObject
            {
                ["verified"] = "no: run 'sharebroker receipt verify'",
                ["index"] = proof.Index,
                ["checkpoint"] = new JsonObject
                {
                    ["origin"] = proof.Checkpoint.Origin,
                    ["size"] = proof.Checkpoint.Size,
                    ["signatures"] = new JsonArray(
                        [.. proof.Checkpoint.Note.Signatures.Select(signature => JsonValue.Create(signature.Name))]),
                },
                ["signed_by"] = sdJwt.Jws.KeyId,
                ["statement"] = JsonNode.Parse(sdJwt.Jws.Payload.Span),
                ["opened"] = new JsonArray([.. opened]),
            };
            parse.InvocationConfiguration.Output.WriteLine(shown.ToJsonString(Indented));
            return 0;
        });
        return command;
    }
}
