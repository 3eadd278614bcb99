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
        var command = new Command("check",
            "Finds everything that is wrong with the policies, each with its place and what to do") { policies };
        command.SetAction(parse =>
        {
            var files = PolicyFolder.Read(parse.GetValue(policies)!);
            var findings = PolicyCheck.Run(files);
            foreach (var finding in findings)
            {
                parse.InvocationConfiguration.Output.WriteLine(finding);
            }

            parse.InvocationConfiguration.Output.WriteLine(findings.Count == 0 ? Sound(PolicySet.FromFiles(files))
                : $"{findings.Count} finding(s)");
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static string Sound(PolicySet set) =>
        $"policies are sound: revision {set.Revision}, {set.Regimes.Count} regimes, sha256 {set.Sha256}";
}
