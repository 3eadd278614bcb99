using System.CommandLine;

namespace ShareBroker.Cli.Policies;

/// <summary>Options that several policy commands share.</summary>
internal static class PolicyOptions
{
    public static Option<string> Policies() => new("--policies")
    {
        Description = "Folder of the policies",
        DefaultValueFactory = _ => "policies",
    };

    public static Option<string?> Input() => new("--input") { Description = "File with one decision input, or - for standard input" };

    public static Option<string?> Scenarios() => new("--scenarios") { Description = "Folder or file of scenarios" };
}
