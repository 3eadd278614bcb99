using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>A statement of a disclosure decision.</summary>
public abstract record DecisionDraft : StatementDraft
{
    private protected DecisionDraft()
    {
    }

    /// <summary>What was decided, for whom, and why.</summary>
    public required DecisionMembers Decision { get; init; }

    internal sealed override void Fill(StatementWriter writer)
    {
        writer.Add("effect", Decision.Effect == StatementEffect.Permit ? "permit" : "deny");
        writer.Add("requester", Decision.Requester);
        writer.Add("recipient", Decision.Recipient);
        writer.Add("holder", Decision.Holder);
        writer.Add("regime", Decision.Regime);
        writer.Add("forum", Decision.Forum);
        writer.Add("purpose", Decision.Purpose);
        writer.AddWords("legal_basis", Decision.LegalBasis);
        writer.AddWords("reasons", Decision.Reasons);
        writer.Add("obligations", new JsonArray([.. Decision.Obligations.Select(static obligation => obligation.ToJson())]));
        writer.Add("policy", Decision.Policy.ToJson());
        writer.Add("engine", Decision.Engine);
        writer.Seal("subject", Decision.Subject);
        writer.Seal("actor", Decision.Actor);
        writer.Seal("why", Decision.Why);
        writer.SealWords("reasons_all", Decision.ReasonsAll);
        writer.SealWords("rules", Decision.Rules);
        writer.Seal("input_sha256", Decision.InputSha256);
        FillKind(writer);
    }

    private protected virtual void FillKind(StatementWriter writer)
    {
    }
}
