using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Policies.Rendering;

/// <summary>Policies in plain language, generated from the rows that decide. The same policies give the same pages, byte for
/// byte.</summary>
public static class PolicyPages
{
    /// <summary>The command that brings generated pages up to date.</summary>
    public const string Command = "./sharebroker policy render --write";

    private const string Note = "Generated from the rules by `" + Command + "`; change the rules, not this page.";

    /// <summary>One page for the base layer and one beside the data of each pack, in Markdown; paths are relative to the folder of
    /// the policies.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="language">ISO 639-1.</param>
    public static IReadOnlyList<RenderedPage> BesidePacks(PolicySet policies, string language)
    {
        var page = new PackPage(policies.Data, Labels.Of(policies.Data, language));
        return
        [
            new RenderedPage("base/README.md", MarkdownWriter.Write(page.OfBase(), Note)),
            .. PolicyPack.Read(policies.Data).Select(pack => new RenderedPage(pack.Folder + "/README.md",
                MarkdownWriter.Write(page.Of(pack), Note))),
        ];
    }

    /// <summary>The table of all systems with status, rules, rows, tests and scenarios, in Markdown; links are relative to
    /// <c>docs</c> beside the folder of the policies.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="scenarios">Scenarios that stand beside the policies.</param>
    public static RenderedPage Index(PolicySet policies, IReadOnlyList<Scenario> scenarios) => new("regimes.md", MarkdownWriter.Write(
        new RegimeIndex(policies, Labels.Of(policies.Data, "en")).Counted(scenarios, pack => $"../policies/{pack.Folder}/README.md"),
            Note));

    /// <summary>A public register: <c>index.html</c>, <c>base.html</c> and one page for each regime, without scripts or foreign
    /// sources.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="language">ISO 639-1.</param>
    public static IReadOnlyList<RenderedPage> Register(PolicySet policies, string language)
    {
        var labels = Labels.Of(policies.Data, language);
        var page = new PackPage(policies.Data, labels);
        return
        [
            new RenderedPage("index.html", HtmlWriter.Write(
                new RegimeIndex(policies, labels).Public(pack => Uri.EscapeDataString(pack.Regime) + ".html", "base.html"))),
            new RenderedPage("base.html", HtmlWriter.Write(page.OfBase())),
            .. PolicyPack.Read(policies.Data).Where(pack => IsFileName(pack.Regime))
                .Select(pack => new RenderedPage(pack.Regime + ".html", HtmlWriter.Write(page.Of(pack)))),
        ];
    }

    /// <summary>One page: of a regime, or of the base layer.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="regime">Id of the regime, or <c>base</c>.</param>
    /// <param name="language">ISO 639-1.</param>
    /// <param name="asHtml">HTML instead of Markdown.</param>
    /// <exception cref="PolicyException">There is no such pack (<c>unknown_regime</c>).</exception>
    public static string Of(PolicySet policies, string regime, string language, bool asHtml)
    {
        var pages = new PackPage(policies.Data, Labels.Of(policies.Data, language));
        var page = regime == "base" ? pages.OfBase()
            : PolicyPack.Read(policies.Data).FirstOrDefault(pack => pack.Regime == regime) is { } found ? pages.Of(found)
            : throw new PolicyException("unknown_regime", $"there is no pack of the regime '{regime}'; choose base or one of "
                + string.Join(", ", policies.Regimes));
        return asHtml ? HtmlWriter.Write(page) : MarkdownWriter.Write(page, note: null);
    }

    // An id names a file; whatever could lead out of the folder is no id of a regime.
    private static bool IsFileName(string regime) => regime.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
        && !regime.Contains("..", StringComparison.Ordinal);
}
