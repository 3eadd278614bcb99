using System.CommandLine;
using ShareBroker.Rego;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego check</c>: reads and compiles policies; what is wrong with them is worded as <c>opa check</c> words it.</summary>
internal static class RegoCheck
{
    public static Command Create()
    {
        var paths = RegoPaths.Arguments();
        var format = new Option<string?>("--format", "-f") { Description = "pretty or json" };
        var command = new Command("check", "Say what is wrong with policies, as 'opa check' does") { format };
        paths.AddTo(command);
        command.SetAction(parse => Run(
            () => RegoPolicy.Compile(paths.Load(parse).Sources, data: null, paths.Compiling(parse)),
            RegoWords.Format(parse.GetValue(format), "pretty", "json"),
            parse.InvocationConfiguration.Error,
            () => paths.Loaded?.Sources ?? []));
        return command;
    }

    private static int Run(Action check, string format, TextWriter errors, Func<IReadOnlyList<RegoSource>> sources) => RegoFaults.Run(
        () =>
        {
            check();
            return 0;
        },
        format == "json",
        status: 1,
        errors,
        sources);
}
