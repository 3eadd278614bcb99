using System.CommandLine;
using Spectre.Console;
using ShareBroker.Cli.Receipts;
using ShareBroker.Receipts.Keys;
using ShareBroker.Receipts.Notes;

namespace ShareBroker.Cli.Demo;

/// <summary><c>sharebroker demo</c>: what <c>./demo.sh</c> runs. Plays a month, verifies every receipt and the whole log, stops all that
/// it started.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--out") { Description = "Folder for receipts, answers, disclosures, records, keys and the log" };
        var policies = new Option<string>("--policies") { Description = "Folder of the policies", DefaultValueFactory = _ => "policies" };
        var command = new Command("demo", "Plays a month between a broker and five fictitious agencies") { output, policies };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var folder = parse.GetValue(output);
            var temporary = Directory.CreateTempSubdirectory("sharebroker-demo-");
            try
            {
                return await RunAsync(
                    parse.InvocationConfiguration.Output, temporary.FullName, folder ?? Path.Combine(temporary.FullName, "out"),
                        parse.GetValue(policies)!, cancellationToken);
            }
            finally
            {
                temporary.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(TextWriter writer, string stageFolder, string outFolder, string policies,
        CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        console.Profile.Width = Math.Max(console.Profile.Width, 160);
        console.MarkupLine(
            "[grey]making keys and certificates, starting a broker and five fictitious agencies as processes of their own[/]");
        var scenes = new List<DemoScene>();
        var output = new DemoOutput(outFolder);
        string data;
        await using (var stage = await DemoStage.StartAsync(stageFolder, policies, TimeProvider.System, cancellationToken))
        {
            data = stage.Data;
            output.WriteKeys(Path.Combine(data, "public"));
            var trust = TrustOptions.ReadTrust(output.Trust);
            await PlayAsync(stage, trust, TrustOptions.ReadJwks(output.Jwks), scenes, console, output, cancellationToken);
        }

        return Check(console, writer, output, data, scenes);
    }

    private static async Task PlayAsync(
        DemoStage stage, TlogPolicy trust, JwkSet keys, List<DemoScene> scenes, IAnsiConsole console, DemoOutput output,
            CancellationToken cancellationToken)
    {
        using var people = new DemoPeople(stage.Setup, stage.Broker, trust, keys, TimeProvider.System);
        var registers = new DemoRegisters(people, stage.EntryOf, TimeProvider.System);
        await registers.FillAsync(cancellationToken);
        var printer = new DemoPrinter(console);
        var story = new DemoStory(people, registers, scene =>
        {
            scenes.Add(scene);
            printer.Print(scene);
            output.WriteScene(scene);
        });
        await story.PlayAsync(cancellationToken);
    }

    // The checks are the auditor's own commands, on the files that an auditor would get.
    private static int Check(IAnsiConsole console, TextWriter writer, DemoOutput output, string data, List<DemoScene> scenes)
    {
        foreach (var agency in DemoCast.All)
        {
            output.WriteRecord(agency, Path.Combine(DemoStage.Records, agency.Id, agency.SubjectId + ".json"));
        }

        console.Write(new Rule("[bold]verifying every receipt and the whole log[/]").LeftJustified());
        var receipts = scenes.Select(scene => Path.Combine(output.Receipts, scene.Name + ".json")).ToList();
        var verified = receipts.Count(receipt =>
            CommandLine.Run(["receipt", "verify", receipt, "--trust", output.Trust, "--jwks", output.Jwks], TextWriter.Null, writer) == 0);
        console.MarkupLine($"  receipts   {verified} of {receipts.Count} verified offline, with public keys alone");
        var exported = CommandLine.Run(["log", "export", "--store", Path.Combine(data, "log"), "--trust", output.Trust, "--out",
            output.Log], TextWriter.Null,
            writer);
        var log = CommandLine.Run(["log", "verify", "--store", output.Log, "--trust", output.Trust], writer, writer);
        output.WriteSummary(scenes, verified);
        var permits = scenes.Count(scene => scene.Answer.Message.Effect == ShareBroker.Wire.V1.Effect.Permit);
        console.MarkupLine(
            $"  summary    {permits} permits, {scenes.Count - permits} denies, {receipts.Count} receipts, {verified} verified");
        return verified == receipts.Count && exported == 0 && log == 0 ? 0 : 1;
    }
}
