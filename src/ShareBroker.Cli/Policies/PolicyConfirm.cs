using System.CommandLine;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy confirm</c>: a regime is confirmed for one forum instance, or for one holder, until a review
/// date.</summary>
internal static class PolicyConfirm
{
    public static Command Create()
    {
        var caller = LifeOptions.As();
        var instance = new Option<string?>("--instance") { Description = "Forum instance, such as fr.cpraf/21" };
        var holder = new Option<string?>("--holder") { Description = "Agency, for what it holds outside any forum" };
        var regime = new Option<string?>("--regime") { Description = "Regime of the instance; 'bilateral' for a holder" };
        var opinion = new Option<string?>("--opinion") { Description = "Reference of the legal opinion; never its text or a name" };
        var review = new Option<string?>("--review-date") { Description = "Last day of the confirmation, such as 2027-11-22" };
        var withdraw = new Option<bool>("--withdraw") { Description = "Takes the confirmation back; the regime is a draft from now on" };
        var command = new Command("confirm", "Confirms a regime for a forum instance or a holder until a review date")
        {
            caller, instance, holder, regime, opinion, review, withdraw,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ConfirmRequest
            {
                ForumInstanceId = parse.GetValue(instance) ?? "",
                AgencyId = parse.GetValue(holder) ?? "",
                Regime = parse.GetValue(regime) ?? (parse.GetValue(holder) is null ? "" : "bilateral"),
                Opinion = parse.GetValue(opinion) ?? "",
                ReviewDate = parse.GetValue(review) ?? "",
                Withdraw = parse.GetValue(withdraw),
            };
            var answer = await CallerFile.Read(parse.GetRequiredValue(caller)).CallAsync(
                async broker => await broker.Policies.ConfirmAsync(request, broker.Options(cancellationToken)));
            await parse.InvocationConfiguration.Output.WriteLineAsync(request.Withdraw
                ? $"the confirmation is taken back: entry {answer.LeafIndex}"
                : $"confirmed until {request.ReviewDate}: entry {answer.LeafIndex}");
            return 0;
        });
        return command;
    }
}
