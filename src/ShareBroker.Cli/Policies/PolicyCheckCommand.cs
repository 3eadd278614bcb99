using System.CommandLine;
using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Packs;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy check</c>: everything that is wrong with a folder of policies, one line each.</summary>
internal static class PolicyCheckCommand
{
    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var command = new Command("check", "Compiles the policies and checks their tables against the vocabulary") { policies };
        command.SetAction(parse =>
        {
            var set = PolicySet.Load(parse.GetValue(policies)!);
            set.CompileWithTests();
            var findings = PolicyCheck.Run(set);
            foreach (var finding in findings)
            {
                parse.InvocationConfiguration.Output.WriteLine(finding);
            }

            parse.InvocationConfiguration.Output.WriteLine(findings.Count == 0
                ? $"policies are sound: revision {set.Revision}, {set.Regimes.Count} regimes, sha256 {set.Sha256}"
                : $"{findings.Count} finding(s)");
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
