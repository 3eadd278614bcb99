using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Life;
using ShareBroker.Receipts.Keys;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy approve</c>, <c>activate</c>, <c>withdraw</c> and <c>proposals</c>.</summary>
internal static class PolicyApprove
{
    public static Command Create()
    {
        var (id, caller, key) = (LifeOptions.Proposal(), LifeOptions.As(), LifeOptions.Key());
        var bundle = new Option<string?>("--bundle") { Description = "The bundle that you read and mean" };
        var sha256 = new Option<string?>("--sha256") { Description = "The digest that you mean, where you have no file of the bundle" };
        var days = new Option<int>("--days") { Description = "For how many days the approval may be used",
            DefaultValueFactory = static _ => 7 };
        var command = new Command("approve", "Approves another officer's proposal, by digest") { id, caller, key, bundle, sha256, days };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var meant = parse.GetValue(bundle) is { } file
                ? PolicyBundle.Read(await File.ReadAllBytesAsync(file, cancellationToken)).Sha256
                : parse.GetValue(sha256) ?? throw new Faults.UsageException("say which bundle you mean: --bundle FILE or --sha256 DIGEST");
            using var pair = LifeOptions.LoadKey(parse.GetRequiredValue(key));
            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(async broker =>
            {
                var named = new GetProposalRequest { ProposalId = parse.GetRequiredValue(id) };
                var found = await broker.Policies.GetProposalAsync(named, broker.Options(cancellationToken));
                var proposal = PolicyProposal.Parse(found.Proposal.Document.Memory);
                if (proposal.Sha256 != meant)
                {
                    throw new Faults.UsageException("the proposal is about another bundle than the one you mean; nothing was approved");
                }

                var expires = TimeProvider.System.GetUtcNow().AddDays(parse.GetValue(days));
                var approval = new PolicyApproval
                {
                    Proposal = proposal,
                    Expires = DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds()),
                    Key = Jwk.ThumbprintOf(pair.PublicKey),
                };
                var request = new ApproveRequest
                {
                    Document = ByteString.CopyFrom(approval.ToOctets()), Signature = approval.Sign(pair),
                };
                return await broker.Policies.ApproveAsync(request, broker.Options(cancellationToken));
            });
            await parse.InvocationConfiguration.Output.WriteLineAsync(LifeOptions.Line(answer.Proposal));
            return 0;
        });
        return command;
    }

    public static Command CreateActivate()
    {
        var (id, caller) = (LifeOptions.Proposal(), LifeOptions.As());
        var at = new Option<string?>("--at") { Description = "Instant of the activation; as soon as the proposal allows when absent" };
        var command = new Command("activate", "Puts an approved proposal in force, now or at a time") { id, caller, at };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ActivateRequest { ProposalId = parse.GetRequiredValue(id) };
            if (LifeOptions.Instant(parse.GetValue(at), "--at") is { } time)
            {
                request.At = Timestamp.FromDateTimeOffset(time);
            }

            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(
                async broker => await broker.Policies.ActivateAsync(request, broker.Options(cancellationToken)));
            await parse.InvocationConfiguration.Output.WriteLineAsync(LifeOptions.Line(answer.Proposal));
            return 0;
        });
        return command;
    }

    public static Command CreateWithdraw()
    {
        var (id, caller) = (LifeOptions.Proposal(), LifeOptions.As());
        var command = new Command("withdraw", "Takes a proposal back before it is activated, approved or not") { id, caller };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new WithdrawRequest { ProposalId = parse.GetRequiredValue(id) };
            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(
                async broker => await broker.Policies.WithdrawAsync(request, broker.Options(cancellationToken)));
            await parse.InvocationConfiguration.Output.WriteLineAsync(LifeOptions.Line(answer.Proposal));
            return 0;
        });
        return command;
    }

    public static Command CreateList()
    {
        var caller = LifeOptions.As();
        var command = new Command("proposals", "Lists the policies in force and the proposals of a broker") { caller };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (active, list) = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(async broker => (
                await broker.Policies.GetActiveAsync(new GetActiveRequest(), broker.Options(cancellationToken)),
                await broker.Policies.ListProposalsAsync(new ListProposalsRequest(), broker.Options(cancellationToken))));
            var output = parse.InvocationConfiguration.Output;
            await output.WriteLineAsync(active.Revision.Length == 0
                ? "in force: none; everything is refused"
                : $"in force: revision {active.Revision}, sha256 {active.Sha256}, entry {active.LeafIndex}");
            foreach (var proposal in list.Proposals)
            {
                await output.WriteLineAsync(LifeOptions.Line(proposal));
            }

            return 0;
        });
        return command;
    }
}
