using System.CommandLine;
using System.CommandLine.Invocation;
using ShareBroker.Cli.Demo;
using ShareBroker.Cli.Play;
using ShareBroker.Cli.Policies;
using ShareBroker.Cli.Receipts;
using ShareBroker.Cli.Rego;
using ShareBroker.Cli.Serving;

namespace ShareBroker.Cli;

/// <summary>
/// Puts the commands together and turns what goes wrong into one line on standard error. Exit status 0: what the command says is true;
/// 1: it is not; 2: wrong use. The only place in this process that catches everything.
/// </summary>
internal static class CommandLine
{
    /// <summary>Exit status of wrong use.</summary>
    public const int WrongUse = 2;

    // Longer than a disclosure that is under way, shorter than those who stop processes wait before they kill.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var parse = Root().Parse(arguments);
        if (parse.Errors.Count > 0)
        {
            error.WriteLine("error: " + string.Join(" ", parse.Errors.Select(fault => fault.Message)) + " See --help.");
            return WrongUse;
        }

        try
        {
            return Invoke(parse, new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (Exception fault)
        {
            error.WriteLine("error: " + Faults.Describe(fault));
            if (Faults.Trace(fault) is { } trace)
            {
                error.WriteLine(trace);
            }

            return Faults.ExitStatus(fault);
        }
    }

    // A command that cannot be cancelled ends by the signal itself.
    private static int Invoke(ParseResult parse, InvocationConfiguration configuration)
    {
        if (parse.Action is not AsynchronousCommandLineAction)
        {
            return parse.Invoke(configuration);
        }

        using var signals = new StopSignals(StopGrace);
        return parse.InvokeAsync(configuration, signals.Token).GetAwaiter().GetResult();
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("ShareBroker: lawful, minimal, provable sharing between agencies");
        Command[] commands =
        [
            DemoCommand.Create(),
            PolicyCommands.Create(),
            RegoCommands.Create(),
            ReceiptCommands.Create(),
            LogCommands.Create(),
            KeysCommands.Create(),
            ServeCommands.Create(),
            TrialCommands.Create(),
            AgencyCommands.Create(),
            PlayCommand.Create(),
            new Command("bench", "Measure this machine")
            {
                RegoBench.Create(), BenchAppend.Create(), BenchDisclose.Create(), BenchReplay.Create(),
            },
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
