using System.CommandLine;
using ShareBroker.Rego.Bundles;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego inspect</c>: what a bundle holds, as <c>opa inspect</c> prints it.</summary>
internal static class RegoInspect
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A bundle, .tar.gz or folder, or one policy" };
        var old = new Option<bool>("--v0-compatible") { Description = "Policies are written in Rego of before OPA 1.0",
            Arity = ArgumentArity.Zero };
        var command = new Command("inspect", "Say what a bundle holds, as 'opa inspect' does") { path, old };
        command.SetAction(parse => RegoFaults.Run(
            () =>
            {
                parse.InvocationConfiguration.Output.Write(RegoBundleSummary.Print(Read(parse.GetValue(path)!, parse.GetValue(old))));
                return 0;
            },
            asJson: false,
            status: 1,
            parse.InvocationConfiguration.Error));
        return command;
    }

    private static RegoBundle Read(string given, bool modulesAreV0)
    {
        var path = PolicyFiles.Clean(given);
        var options = new RegoBundleOptions { SkipsVerification = true, ModulesAreV0 = modulesAreV0 };
        return path.EndsWith(".rego", StringComparison.Ordinal) && File.Exists(path)
            ? RegoBundle.Of(
                [new RegoBundleFile(Path.GetFileName(path), File.ReadAllBytes(path))],
                options with { Name = Path.GetDirectoryName(path) ?? string.Empty })
            : BundleFiles.Read(path, [], options);
    }
}
