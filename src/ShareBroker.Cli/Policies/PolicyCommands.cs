using System.CommandLine;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy …</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create() => new("policy", "Decide, check, test and explain policies")
    {
        PolicyDecide.Create(),
        PolicyCheckCommand.Create(),
        PolicyTest.Create(),
        PolicyExplain.Create(),
    };
}
