using System.CommandLine;
using System.Globalization;
using ShareBroker.Policies.Life;
using ShareBroker.Receipts.Keys;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Policies;

/// <summary>What the commands of the life of policies share.</summary>
internal static class LifeOptions
{
    public static Option<string> As() => new("--as") { Description = "File that says who calls which broker", Required = true };

    public static Option<string> Key() => new("--key")
    {
        Description = "The officer's Ed25519 key, PEM; it signs here and never leaves this machine",
        Required = true,
    };

    public static Option<string?> ValidFrom() => new("--valid-from") { Description = "Instant from which it may decide; now when absent" };

    public static Option<string?> ValidUntil() => new("--valid-until") { Description = "Instant until which it may decide" };

    public static Argument<string> Proposal() => new("proposal") { Description = "Id of the proposal" };

    public static Ed25519SigningKey LoadKey(string file) => Pkcs8.Parse(File.ReadAllText(file));

    public static DateTimeOffset? Instant(string? text, string option) => text is null
        ? null
        : DateTimeOffset.Parse(PolicyBundleCommand.InstantOf(text, option), CultureInfo.InvariantCulture);

    /// <summary>One line that says how far a proposal has come.</summary>
    public static string Line(Proposal message)
    {
        var proposal = PolicyProposal.Parse(message.Document.Memory);
        var (word, entry) = message.State switch
        {
            Wire.V1.ProposalState.Approved => ("approved", message.ApprovalLeafIndex),
            Wire.V1.ProposalState.Scheduled => ($"scheduled for {message.ActivateAt.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'}",
                message.LeafIndex),
            Wire.V1.ProposalState.Activated => ("activated", message.PolicyLeafIndex),
            Wire.V1.ProposalState.Lapsed => ("lapsed", message.LeafIndex),
            Wire.V1.ProposalState.Withdrawn => ("withdrawn", message.LeafIndex),
            _ => ("proposed", message.LeafIndex),
        };
        var kind = proposal.IsRollback ? "roll-back" : "proposal";
        var fault = message.Fault.Length == 0 ? "" : $", was not activated: {message.Fault}";
        return $"{kind} {proposal.Id}: {word}, revision {proposal.Revision}, sha256 {proposal.Sha256}, "
            + $"{proposal.TestsPassed} tests passed, entry {entry}{fault}";
    }
}
