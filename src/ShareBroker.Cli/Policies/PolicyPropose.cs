using System.CommandLine;
using System.Security.Cryptography;
using Google.Protobuf;
using ShareBroker.Client;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Life;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Statements;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy propose</c> and <c>policy rollback</c>: the author's step.</summary>
internal static class PolicyPropose
{
    public static Command Create()
    {
        var bundle = PolicySignCommand.BundleArgument();
        var (caller, key, from, until) = (LifeOptions.As(), LifeOptions.Key(), LifeOptions.ValidFrom(), LifeOptions.ValidUntil());
        var command = new Command("propose", "Proposes a signed bundle to a broker; another officer has to approve it")
        {
            bundle, caller, key, from, until,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var archive = await File.ReadAllBytesAsync(parse.GetRequiredValue(bundle), cancellationToken);
            var read = PolicyBundle.Read(archive);
            var outcomes = PolicyTestRun.Run(
                PolicySet.FromFiles(read.Files), DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System),
                    cancellationToken);
            var times = (LifeOptions.Instant(parse.GetValue(from), "--valid-from"), LifeOptions.Instant(parse.GetValue(until),
                "--valid-until"));
            using var pair = LifeOptions.LoadKey(parse.GetRequiredValue(key));
            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(async broker =>
            {
                var proposal = (await FollowAsync(broker, pair, times, cancellationToken)) with
                {
                    Revision = read.Revision,
                    Sha256 = read.Sha256,
                    TestsPassed = outcomes.Count(static outcome => outcome.Passed),
                };
                var request = new ProposeRequest
                {
                    Document = ByteString.CopyFrom(proposal.ToOctets()),
                    Signature = proposal.Sign(pair),
                    Bundle = ByteString.CopyFrom(archive),
                };
                return await broker.Policies.ProposeAsync(request, broker.Options(cancellationToken));
            });
            await parse.InvocationConfiguration.Output.WriteLineAsync(LifeOptions.Line(answer.Proposal));
            return 0;
        });
        return command;
    }

    public static Command CreateRollback()
    {
        var target = new Option<string>("--to") { Description = "Revision or sha256 of policies that were in force before",
            Required = true };
        var (caller, key, from, until) = (LifeOptions.As(), LifeOptions.Key(), LifeOptions.ValidFrom(), LifeOptions.ValidUntil());
        var command = new Command("rollback", "Proposes to bring back policies that were in force; another officer has to approve it")
        {
            target, caller, key, from, until,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var times = (LifeOptions.Instant(parse.GetValue(from), "--valid-from"), LifeOptions.Instant(parse.GetValue(until),
                "--valid-until"));
            using var pair = LifeOptions.LoadKey(parse.GetRequiredValue(key));
            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(async broker =>
            {
                var former = await FormerAsync(broker, parse.GetRequiredValue(target), cancellationToken);
                var proposal = (await FollowAsync(broker, pair, times, cancellationToken)) with
                {
                    Revision = former.Revision, Sha256 = former.Sha256, TestsPassed = former.TestsPassed, IsRollback = true,
                };
                var request = new RollbackRequest
                {
                    Document = ByteString.CopyFrom(proposal.ToOctets()), Signature = proposal.Sign(pair),
                };
                return await broker.Policies.RollbackAsync(request, broker.Options(cancellationToken));
            });
            await parse.InvocationConfiguration.Output.WriteLineAsync(LifeOptions.Line(answer.Proposal));
            return 0;
        });
        return command;
    }

    private static async Task<PolicyProposal> FollowAsync(
        BrokerClient broker, Ed25519SigningKey key, (DateTimeOffset? From, DateTimeOffset? Until) times,
            CancellationToken cancellationToken)
    {
        var active = await broker.Policies.GetActiveAsync(new GetActiveRequest(), broker.Options(cancellationToken));
        using var random = RandomNumberGenerator.Create();
        var now = TimeProvider.System.GetUtcNow();
        return new PolicyProposal
        {
            Id = Ulid.Create(now, random),
            Log = active.Log,
            Revision = "",
            Sha256 = "",
            PreviousSha256 = active.LastSha256,
            PreviousLeaf = checked((long)active.LastLeafIndex),
            ValidFrom = times.From ?? DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
            ValidUntil = times.Until,
            TestsPassed = 0,
            Key = Jwk.ThumbprintOf(key.PublicKey),
        };
    }

    private static async Task<PolicyProposal> FormerAsync(BrokerClient broker, string target, CancellationToken cancellationToken)
    {
        var list = await broker.Policies.ListProposalsAsync(new ListProposalsRequest(), broker.Options(cancellationToken));
        return list.Proposals.Where(static each => each.State == Wire.V1.ProposalState.Activated)
            .Select(static each => PolicyProposal.Parse(each.Document.Memory))
            .FirstOrDefault(each => each.Revision == target || each.Sha256 == target)
            ?? throw new Faults.UsageException("no policies of that revision or digest were in force; list them with 'policy proposals'");
    }
}
