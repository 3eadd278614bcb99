using System.CommandLine;

namespace ShareBroker.Cli.Policies;

/// <summary>Options that several policy commands share.</summary>
internal static class PolicyOptions
{
    private static readonly string[] ScenarioFolder = ["tests", "cases", "policies", "scenarios"];

    public static Option<string> Policies() => new("--policies")
    {
        Description = "Folder of the policies",
        DefaultValueFactory = _ => "policies",
    };

    /// <summary>The folder as a bare argument, for those who leave the option out.</summary>
    public static Argument<string?> Folder() => new("folder")
    {
        Description = "Folder of the policies, instead of --policies",
        Arity = ArgumentArity.ZeroOrOne,
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

    public static Option<string> Language()
    {
        var language = new Option<string>("--lang", "--language")
        {
            Description = "Language of the sentences: en or fr",
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("en", "fr");
        return language;
    }

    public static void Add(Command command, Symbol symbol)
    {
        if (symbol is Argument argument)
        {
            command.Arguments.Add(argument);
        }
        else
        {
            command.Options.Add((Option)symbol);
        }
    }

    /// <summary>The scenarios of the repository in which a folder of policies stands; none elsewhere.</summary>
    public static string[] ScenariosBeside(string policies)
    {
        var beside = Path.Combine([Path.GetDirectoryName(Path.GetFullPath(policies)) ?? ".", .. ScenarioFolder]);
        return Directory.Exists(beside) ? [Path.GetRelativePath(Directory.GetCurrentDirectory(), beside)] : [];
    }
}
