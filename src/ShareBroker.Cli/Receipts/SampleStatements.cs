using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Cli.Receipts;

/// <summary>Fictitious statements of the size that real ones have, for measuring and for trying crashes.</summary>
internal static class SampleStatements
{
    public static ReferralDraft Referral(long number) => new()
    {
        Decision = new DecisionMembers
        {
            Effect = StatementEffect.Permit,
            Requester = "xx-example-social",
            Recipient = "xx-example-social",
            Holder = "xx-example-police",
            Regime = "xx.example",
            Forum = "xx.example",
            Purpose = "support.service_planning",
            LegalBasis = ["eu-gdpr:A6-1-e"],
            Reasons = ["permit_forum_member"],
            Obligations = [new StatedObligation("confirm_receipt") { Due = "PT24H" }, new StatedObligation("store_receipt")],
            Policy = new PolicyReference("sample", new string('0', 64), 0),
            Engine = "embedded/0.1.0",
            Subject = string.Create(CultureInfo.InvariantCulture, $"case-{number}"),
            Actor = "p-17",
            Why = "measuring the log",
            ReasonsAll = ["permit_forum_member"],
            Rules = ["xx.example-1"],
            InputSha256 = new string('0', 64),
        },
        Fields =
        [
            new StatedField("subject.name.full", "disclose") { Value = Text("Camille Exemple") },
            new StatedField("subject.birth_date", "generalise")
            {
                Scheme = "age_band/1",
                Parameters = new JsonObject { ["at"] = "2026-03-02" },
                Source = Text("2010-01-02"),
                Value = Text("12-17"),
            },
            new StatedField("health.detail", "withhold") { Reason = "field_not_needed" },
        ],
    };

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);
}
