using System.CommandLine;
using ShareBroker.Rego;

namespace ShareBroker.Cli.Rego;

/// <summary>The options of <c>rego fmt</c>, named as <c>opa fmt</c> names them.</summary>
internal static class RegoFormatCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Files and folders with *.rego; '-' or none reads standard input",
            Arity = ArgumentArity.ZeroOrMore };
        var write = new Option<bool>("--write", "-w") { Description = "Overwrite the files that change" };
        var diff = new Option<bool>("--diff", "-d") { Description = "Print only what would change" };
        var list = new Option<bool>("--list", "-l") { Description = "Print only the names of the files that would change" };
        var fail = new Option<bool>("--fail") { Description = "Exit with 2 when a file would change" };
        var check = new Option<bool>("--check-result") { Description = "Read the result again; it must mean the same",
            DefaultValueFactory = static _ => true };
        var old = new Option<bool>("--v0-compatible") { Description = "Rego of before OPA 1.0, read and written" };
        var both = new Option<bool>("--v0-v1", "--rego-v1") { Description = "Write what Rego v0 and v1 both read; reads v0" };
        var young = new Option<bool>("--v1-compatible") { Description = "With --v0-v1: read v1" };
        var drop = new Option<bool>("--drop-v0-imports") { Description = "Leave out the imports that v1 does not need" };
        var command = new Command("fmt", "Format Rego as opa fmt does") { paths, write, diff, list, fail, check, old, both, young, drop };
        command.SetAction(parse =>
        {
            var format = new RegoFormatOptions
            {
                ModulesAreV0 = parse.GetValue(old) || (parse.GetValue(both) && !parse.GetValue(young)),
                ForBothVersions = parse.GetValue(both),
                DropsOldImports = parse.GetValue(drop),
                ChecksResult = parse.GetValue(check),
            };
            var shown = parse.GetValue(list) ? FormatShown.Names
                : parse.GetValue(diff) ? FormatShown.Difference
                : parse.GetValue(write) ? FormatShown.Nothing
                : FormatShown.Text;
            var run = new RegoFormat(format, shown, parse.GetValue(fail), parse.InvocationConfiguration.Output);
            return run.Run(parse.GetValue(paths) ?? [], parse.InvocationConfiguration.Error);
        });
        return command;
    }
}
