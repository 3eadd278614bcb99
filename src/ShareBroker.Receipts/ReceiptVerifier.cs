using System.Text.Json;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;
using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Signing;
using ShareBroker.Receipts.Statements;
using ShareBroker.Receipts.Tree;

namespace ShareBroker.Receipts;

/// <summary>Verifies receipts offline, in the order of <see cref="VerificationStep"/>. Safe for many threads.</summary>
/// <param name="trust">Whom the auditor trusts.</param>
/// <param name="statementKeys">The keys that may have signed statements.</param>
public sealed class ReceiptVerifier(TlogPolicy trust, JwkSet statementKeys)
{
    /// <summary>Recomputes transformations; without it they are listed as not recomputed.</summary>
    public TransformationCheck? Transformations { get; init; }

    /// <summary>Runs decisions again; without it they are not.</summary>
    public DecisionCheck? Decision { get; init; }

    /// <summary>Verifies a receipt as it was handed over, with further disclosures from elsewhere.</summary>
    public ReceiptVerdict Verify(ReadOnlyMemory<byte> json, IReadOnlyList<string> furtherDisclosures)
    {
        Receipt receipt;
        try
        {
            receipt = Receipt.Parse(json);
        }
        catch (ReceiptException fault)
        {
            return new ReceiptVerdict.Failed(VerificationStep.Parse, fault.Code, fault.Message);
        }

        return Verify(receipt, furtherDisclosures);
    }

    /// <summary>Verifies a receipt, with further disclosures from elsewhere.</summary>
    public ReceiptVerdict Verify(Receipt receipt, IReadOnlyList<string> furtherDisclosures)
    {
        var step = VerificationStep.Parse;
        try
        {
            var sdJwt = SdJwt.Parse(receipt.SdJwt);
            var proof = TlogProof.Parse(receipt.Proof);
            var statement = Statement.Parse(sdJwt.Jws.Payload);
            var further = furtherDisclosures.Select(SdJwtDisclosure.Parse).ToList();

            step = VerificationStep.Trust;
            Demand(
                trust.Logs.Any(log => log.Name == proof.Checkpoint.Origin), "log_unknown",
                "the trust file names no log of the checkpoint's origin");

            step = VerificationStep.Checkpoint;
            Demand(trust.SignerOf(proof.Checkpoint) is not null, "checkpoint_unsigned", "no trusted log key signed the checkpoint");

            step = VerificationStep.Quorum;
            Demand(trust.IsQuorumMet(proof.Checkpoint), "quorum_missing", "not enough trusted witnesses cosigned the checkpoint");

            step = VerificationStep.Inclusion;
            var leafHash = MerkleTree.LeafHash(sdJwt.Jws.Payload.Span);
            Demand(proof.Includes(leafHash), "not_included", "the statement is not the entry that the proof leads to the checkpoint");

            step = VerificationStep.Signature;
            Demand(sdJwt.Jws.Type == Jws.ReceiptType, "jws_type", $"the type of the JWS is not '{Jws.ReceiptType}'");
            Demand(
                statementKeys.Find(sdJwt.Jws.KeyId) is not null, "key_unknown",
                "the key that signed the statement is not among the trusted ones");
            Demand(sdJwt.Jws.IsSignedByOneOf(statementKeys), "jws_signature", "the signature does not fit the statement");

            step = VerificationStep.Bounds;
            StatementBounds.Check(statement, proof.Index, proof.Checkpoint.Origin);

            step = VerificationStep.Openings;
            var disclosures = sdJwt.Disclosures.Concat(further).DistinctBy(static disclosure => disclosure.Digest, StringComparer.Ordinal);
            var openings = SdJwt.Match(statement.Root, disclosures);
            CheckFieldNames(statement, openings);

            step = VerificationStep.Transformations;
            var notRecomputed = Recompute(statement, openings);

            step = VerificationStep.Decision;
            var difference = Decision?.Invoke(statement, openings);
            Demand(difference is null, "decision_differs", difference ?? "");

            return new ReceiptVerdict.Verified(proof.Index, leafHash, statement, openings, notRecomputed);
        }
        catch (ReceiptException fault)
        {
            return new ReceiptVerdict.Failed(step, fault.Code, fault.Message);
        }
    }

    private static void Demand(bool holds, string code, string message)
    {
        if (!holds)
        {
            throw new ReceiptException(code, message);
        }
    }

    // A field that was withheld has no value to open, whatever its digest.
    private static void CheckFieldNames(Statement statement, IReadOnlyList<Opening> openings)
    {
        foreach (var opening in openings.Where(static opening => opening.Path.Length > 0))
        {
            var action = ActionOf(FieldsOf(statement).First(field => Text(field, "path") == opening.Path));
            Demand(
                (action, opening.Name) is ("disclose", "value") or ("withhold", "source") or
                    (not ("disclose" or "withhold"), "source" or "value"),
                "opening_mismatch",
                "a disclosure opens a member that the action of its field does not have");
        }
    }

    private static IEnumerable<JsonElement> FieldsOf(Statement statement) =>
        statement.Root.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array ? fields.EnumerateArray() : [];

    private static string? ActionOf(JsonElement field) => Text(field, "action");

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private List<string> Recompute(Statement statement, IReadOnlyList<Opening> openings)
    {
        var notRecomputed = new List<string>();
        foreach (var field in FieldsOf(statement))
        {
            if (Text(field, "path") is not { } path || ActionOf(field) is not { } action || action is "disclose" or "withhold")
            {
                continue;
            }

            var source = openings.FirstOrDefault(opening => opening.Path == path && opening.Name == "source");
            var value = openings.FirstOrDefault(opening => opening.Path == path && opening.Name == "value");
            var verdict = source is null || value is null || Transformations is null
                ? TransformationVerdict.Unknown
                : Transformations(statement, new FieldTransformation(
                    path,
                    action,
                    Text(field, "scheme"),
                    field.TryGetProperty("params", out var parameters) ? parameters : null,
                    source.Value,
                    value.Value));
            Demand(
                verdict != TransformationVerdict.Different, "transformation_differs", "a released value does not follow from its source");
            if (verdict == TransformationVerdict.Unknown)
            {
                notRecomputed.Add(path);
            }
        }

        return notRecomputed;
    }
}
