using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ShareBroker.House.Tests;

/// <summary>Arrows between projects only as the house has them, and each package named in one project.</summary>
public sealed class LayerTests
{
    private static readonly string[] Compat = ["Grpc.Core.Api", "Grpc.Net.Common"];

    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["ShareBroker.Rego"] = [],
        ["ShareBroker.Receipts"] = [],
        ["ShareBroker.Wire"] = Compat,
        ["Grpc.Core.Api"] = [],
        ["Grpc.Net.Common"] = ["Grpc.Core.Api"],
        ["ShareBroker.Policies"] = ["ShareBroker.Rego", "ShareBroker.Receipts"],
        ["ShareBroker.Disclosure"] = ["ShareBroker.Policies", "ShareBroker.Receipts"],
        ["ShareBroker.Client"] = ["ShareBroker.Receipts", "ShareBroker.Wire", .. Compat],
        ["ShareBroker.Storage"] = ["ShareBroker.Disclosure", "ShareBroker.Policies", "ShareBroker.Receipts"],
        ["ShareBroker.Holders"] = ["ShareBroker.Disclosure", "ShareBroker.Wire", .. Compat],
        ["ShareBroker.Server"] =
        [
            "ShareBroker.Client", "ShareBroker.Disclosure", "ShareBroker.Holders", "ShareBroker.Policies", "ShareBroker.Receipts",
            "ShareBroker.Rego", "ShareBroker.Storage", "ShareBroker.Wire", .. Compat,
        ],
        ["ShareBroker.Cli"] =
        [
            "ShareBroker.Server", "ShareBroker.Client", "ShareBroker.Disclosure", "ShareBroker.Holders", "ShareBroker.Policies",
            "ShareBroker.Receipts", "ShareBroker.Rego", "ShareBroker.Storage", "ShareBroker.Wire", .. Compat,
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("src", "*.csproj").Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_leans_only_on_what_stands_below_it(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Arrows.ShouldContainKey(name, $"'{name}' has no place in the house yet; give it one in LayerTests and in docs/architecture.md");

        References(project).Except(Arrows[name]).ShouldBeEmpty($"'{name}' has an arrow that the house does not have");
    }

    [Fact]
    public void Only_the_rooms_at_the_wire_name_gRPC()
    {
        string[] allowed = ["src/ShareBroker.Wire/", "src/ShareBroker.Client/", "src/ShareBroker.Holders/", "src/ShareBroker.Server/",
            "src/ShareBroker.Cli/", "src/compat/"];

        var named = Repository.Files("src", "*.cs")
            .Where(file => !allowed.Any(place => Repository.Relative(file).StartsWith(place, StringComparison.Ordinal)))
            .Where(file => File.ReadAllText(file).Contains("using Grpc.", StringComparison.Ordinal))
            .Select(Repository.Relative);

        named.ShouldBeEmpty();
    }

    [Fact]
    public void A_version_stands_in_one_place()
    {
        var versions = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference")
                .Where(package => package.Attribute("Version") is not null)
                .Select(package => $"{Repository.Relative(file)}: {package.Attribute("Include")?.Value}"));

        versions.ShouldBeEmpty("versions belong in Directory.Packages.props");
    }

    [Theory]
    [InlineData("src/ShareBroker.Rego", "Text,Values,Syntax,Typesetting,Compilation,Builtins,Evaluation,Residuals,Tracing,Tooling,Bundles")]
    [InlineData("src/ShareBroker.Disclosure", "Intake,Deciding,Ordering,Fetching,Minimising,Recording")]
    public void Rooms_of_a_project_exist_in_their_order(string project, string rooms) =>
        rooms.Split(',').Where(room => !Directory.Exists(Path.Combine(Repository.Root, project, room))).ShouldBeEmpty();

    [Fact]
    public void Inside_Rego_a_room_leans_only_on_rooms_before_it()
    {
        string[] rooms =
        [
            "Text", "Values", "Syntax", "Typesetting", "Compilation.Trees", "Compilation.Rules", "Compilation.Safety",
            "Compilation.Rewriting", "Compilation.Types", "Compilation", "Builtins", "Evaluation", "Residuals", "Tracing", "Tooling",
            "Bundles",
        ];
        var wrong = new List<string>();
        for (var index = 0; index < rooms.Length; index++)
        {
            var above = TypesAbove(rooms[index]);
            foreach (var file in Repository.Files("src/ShareBroker.Rego/" + rooms[index].Replace('.', '/'), "*.cs"))
            {
                var text = File.ReadAllText(file);
                wrong.AddRange(rooms.Skip(index + 1)
                    .Where(room => text.Contains($"using ShareBroker.Rego.{room};", StringComparison.Ordinal))
                    .Concat(above.Where(type => Regex.IsMatch(text, $@"\b{type}\b")))
                    .Select(room => $"{Repository.Relative(file)} leans on {room}"));
            }
        }

        wrong.ShouldBeEmpty();
    }

    // What stands in the folder of a room inside another one sees the other's types without a word.
    private static string[] TypesAbove(string room) => room.Split('.') is [var outer, _]
        ? [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "ShareBroker.Rego", outer), "*.cs")
            .Select(static file => Path.GetFileNameWithoutExtension(file).Split('.')[0])]
        : [];

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
