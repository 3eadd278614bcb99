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

    public static Option<string> Engine() => new("--engine")
    {
        Description = "Engine that decides: embedded, opa or both",
        DefaultValueFactory = _ => "embedded",
    };

    public static Option<string?> Opa() => new("--opa")
    {
        Description = "Address of an OPA server that serves the same policies; without it one is started from the path or $OPA",
    };
}
