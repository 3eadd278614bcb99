using System.CommandLine;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Rendering;
using ShareBroker.Policies.Scenarios;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy render</c>: policies in plain language.</summary>
internal static class PolicyRender
{
    public static Command Create()
    {
        var folder = PolicyOptions.Folder();
        var policies = PolicyOptions.Policies();
        var regime = new Option<string?>("--regime") { Description = "Prints the page of this regime, or of base" };
        var html = new Option<bool>("--html") { Description = "With --regime: HTML instead of Markdown" };
        var register = new Option<string?>("--out") { Description = "Writes a public register as HTML files into this folder" };
        var write = new Option<bool>("--write") { Description =
            "Brings the generated pages up to date: README.md beside each pack, and docs/regimes.md beside the policies" };
        var language = PolicyOptions.Language();
        var command = new Command("render", "Says in plain language who may get what from whom for which purpose") { folder, policies,
            regime,
            html, register, write, language };
        command.SetAction(parse =>
        {
            var place = parse.GetValue(folder) ?? parse.GetValue(policies)!;
            var set = PolicySet.Load(place);
            var output = parse.InvocationConfiguration.Output;
            var spoken = parse.GetValue(language)!;
            switch (parse.GetValue(regime), parse.GetValue(register), parse.GetValue(write))
            {
                case ({ } id, null, false):
                    output.Write(PolicyPages.Of(set, id, spoken, parse.GetValue(html)));
                    return 0;
                case (null, { } target, false):
                    output.WriteLine($"{Write(target, PolicyPages.Register(set, spoken))} pages in {target}");
                    return 0;
                case (null, null, true):
                    output.WriteLine($"{Write(place, PolicyPages.BesidePacks(set, "en")) + WriteIndex(set, place)} pages are up to date");
                    return 0;
                default:
                    throw new Faults.UsageException("give one of --regime ID, --out DIR and --write");
            }
        });
        return command;
    }

    private static int WriteIndex(PolicySet set, string place)
    {
        var docs = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(place)) ?? ".", "docs");
        return Directory.Exists(docs)
            ? Write(docs, [PolicyPages.Index(set, [.. PolicyOptions.ScenariosBeside(place).SelectMany(ScenarioFile.Read)])])
            : 0;
    }

    private static int Write(string folder, IReadOnlyList<RenderedPage> pages)
    {
        foreach (var page in pages)
        {
            var file = Path.Combine(folder, page.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, page.Content);
        }

        return pages.Count;
    }
}
