using Spectre.Console;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>Prints a scene: what was asked, what came back, what was withheld and why.</summary>
internal sealed class DemoPrinter(IAnsiConsole console)
{
    public void Print(DemoScene scene)
    {
        console.Write(new Rule($"[bold]{Escape(scene.Name[..2])}  {Escape(scene.Title)}[/]").LeftJustified());
        var terms = scene.Terms;
        console.MarkupLine(
            $"  asked      {Escape(scene.Requester.Id)} ({Escape(scene.Actor.Role)}) of {Escape(scene.Holder.Id)}, "
            + $"for [italic]{Escape(terms.Purpose)}[/] under {Escape(terms.Regime)}, forum {Escape(terms.Forum)}");
        console.MarkupLine($"  why        {Escape(terms.Why)}");
        var message = scene.Answer.Message;
        var colour = message.Effect == Effect.Permit ? "green" : "red";
        console.MarkupLine(
            $"  decision   [{colour}]{(message.Effect == Effect.Permit ? "permit" : "deny")}[/], {Escape(message.State.ToString())}");
        foreach (var reason in message.Reasons)
        {
            var route = reason.Route.Length == 0 ? "" : " → " + Escape(reason.Route);
            console.MarkupLine($"             {Escape(reason.Code)}: {Escape(reason.Sentence)}{route}");
        }

        foreach (var (path, value) in scene.Answer.Payload)
        {
            var outcome = message.Fields.FirstOrDefault(field => field.Path == path);
            var how = outcome is null || outcome.Action == "disclose" ? ""
                : $" [grey]({Escape(outcome.Action)}{(outcome.Scheme.Length == 0 ? "" : " " + Escape(outcome.Scheme))})[/]";
            console.MarkupLine($"  got        {Escape(path)} = {Escape(value.GetRawText())}{how}");
        }

        foreach (var field in message.Fields.Where(field => !scene.Answer.Payload.ContainsKey(field.Path)))
        {
            console.MarkupLine($"  withheld   {Escape(field.Path)} [grey]{Escape(field.Reason)}[/]");
        }

        var duties = string.Join(", ", message.Obligations.Select(duty => duty.Due.Length == 0 ? duty.Id : $"{duty.Id} {duty.Due}"));
        console.MarkupLine($"  duties     [grey]{Escape(duties)}[/]");
        console.MarkupLine($"  receipt    entry {scene.Answer.ReceiptIndex}, verified");
        console.WriteLine();
    }

    private static string Escape(string text) => Markup.Escape(text);
}
