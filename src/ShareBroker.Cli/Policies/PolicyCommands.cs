using System.CommandLine;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy …</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create() => new("policy", "Write, test, explain, bundle and activate policies")
    {
        PolicyDecide.Create(),
        PolicyCheckCommand.Create(),
        PolicyTest.Create(),
        PolicyTest.CreateCoverage(),
        PolicyExplain.Create(),
        PolicyCould.Create(),
        PolicyRender.Create(),
        PolicyDiffCommand.Create(),
        PolicyReplayCommand.Create(),
        PolicyMutateCommand.Create(),
        PolicyBundleCommand.Create(),
        PolicySignCommand.Create(),
        PolicySignCommand.CreateVerify(),
        PolicyPropose.Create(),
        PolicyApprove.Create(),
        PolicyApprove.CreateActivate(),
        PolicyApprove.CreateWithdraw(),
        PolicyPropose.CreateRollback(),
        PolicyApprove.CreateList(),
        PolicyConfirm.Create(),
    };
}
