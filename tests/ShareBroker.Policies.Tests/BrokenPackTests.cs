using System.Text;
using System.Text.Json;
using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Packs;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests;

/// <summary>A table of broken packs, each with what the check must say of it.</summary>
public sealed class BrokenPackTests
{
    private static readonly string[] Packs =
        ["regimes/fr/cpraf/", "regimes/fr/ged/", "regimes/fr/cnapr/", "regimes/dk/infohouse.municipality/", "regimes/ee/dare/"];

    // A few packs say as much as all of them, sooner.
    private static readonly IReadOnlyList<PolicyFile> Sound =
    [
        .. PolicyFolder.Read(Path.Combine(TestPlaces.Root, "policies")).Where(file => !file.IsTest
            && (file.IsManifest || file.Path.StartsWith("base/", StringComparison.Ordinal)
                || Packs.Any(pack => file.Path.StartsWith(pack, StringComparison.Ordinal)))),
    ];

    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestPlaces.Root, "tests", "cases", "policies", "check", "cases.json"))).RootElement
        .GetProperty("cases").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_broken_pack_is_told_with_its_place_and_what_to_do(string name)
    {
        var broken = Cases[name];

        var findings = PolicyCheck.Run(Broken(broken));

        findings.Where(finding => Fits(finding, broken)).ShouldNotBeEmpty(string.Join('\n', findings));
    }

    [Fact]
    public void The_packs_that_are_broken_here_are_sound_themselves() => PolicyCheck.Run(Sound).ShouldBeEmpty();

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        IReadOnlyList<PolicyFile> files = Sound;
        foreach (var name in new[] { "an unknown forum", "two rows with one id", "a name that nobody gives",
            "a permit for all of security" })
        {
            files = Broken(Cases[name], files);
        }

        var codes = PolicyCheck.Run(files).Select(finding => finding.Code).ToList();

        string[] expected = ["unknown_word", "duplicate_id", "purpose_too_wide"];
        expected.Except(codes).ShouldBeEmpty();
    }

    [Fact]
    public void A_finding_that_a_pack_accepts_with_a_reason_is_not_told_and_one_without_is()
    {
        var accepting = "\"accepts\": {\"fr.ged-4\": {\"purpose_too_wide\": \"REASON\"}}, \"rows\": [";
        var broken = Broken(Cases["a permit for all of security"]);

        PolicyCheck.Run(Change(broken, "regimes/fr/ged/data.json", "\"rows\": [", accepting)).ShouldBeEmpty();
        PolicyCheck.Run(Change(broken, "regimes/fr/ged/data.json", "\"rows\": [",
            accepting.Replace("REASON", " ", StringComparison.Ordinal)))
            .ShouldHaveSingleItem();
    }

    [Fact]
    public void The_wall_to_prosecution_cannot_be_accepted()
    {
        var accepting = "\"accepts\": {\"fr.ged-4\": {\"support_to_prosecution\": \"We want it.\"}}, \"rows\": [";
        var broken = Change(Broken(Cases["support data to prosecution through a permit"]), "regimes/fr/ged/data.json", "\"rows\": [",
            accepting);

        PolicyCheck.Run(broken).Select(finding => finding.Code).ShouldContain("support_to_prosecution");
    }

    [Fact]
    public void A_data_file_of_fifty_megabytes_is_one_clear_finding()
    {
        var large = new byte[50 << 20];
        large.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes("{}").CopyTo(large, 0);

        var finding = PolicyCheck.Run([.. Sound, new PolicyFile("regimes/fr/large/data.json", large)]).ShouldHaveSingleItem();

        finding.Code.ShouldBe("file_too_large");
        finding.Place.File.ShouldBe("regimes/fr/large/data.json");
        Should.Throw<PolicyException>(() => PolicySet.FromFiles([.. Sound, new PolicyFile("regimes/fr/large/data.json", large)]))
            .Message.ShouldContain("regimes/fr/large/data.json");
    }

    [Fact]
    public void A_thousand_packs_that_stand_at_the_wrong_place_are_a_thousand_findings_and_more()
    {
        var pack = Sound.Single(file => file.Path == "regimes/ee/dare/data.json");
        var many = Enumerable.Range(0, 1000).Select(number => pack with { Path = $"regimes/ee/dare{number}/data.json" });

        PolicyCheck.Run([.. Sound, .. many]).Count(finding => finding.Code == "two_packs").ShouldBe(1000);
    }

    private static bool Fits(PolicyFinding finding, JsonElement broken)
    {
        var code = broken.GetProperty("code").GetString()!;
        return (finding.Code == code || (code[0] == '*' && finding.ToString().Contains(code[1..], StringComparison.Ordinal)))
            && (!broken.TryGetProperty("file", out var file) || broken.TryGetProperty("also", out _)
                || finding.Place.File == file.GetString())
            && (!broken.TryGetProperty("line", out var line) || finding.Place.Line == line.GetInt32())
            && (!broken.TryGetProperty("column", out var column) || finding.Place.Column == column.GetInt32())
            && (!broken.TryGetProperty("text", out var text) || finding.Place.Text == text.GetString())
            && finding.ToString().Contains(broken.GetProperty("says").GetString()!, StringComparison.Ordinal)
            && (finding.Place.Line > 0 || code is "said_twice" or "file_too_large");
    }

    private static IReadOnlyList<PolicyFile> Broken(JsonElement broken) => Broken(broken, Sound);

    private static IReadOnlyList<PolicyFile> Broken(JsonElement broken, IReadOnlyList<PolicyFile> files)
    {
        if (broken.TryGetProperty("add", out var added))
        {
            files = [.. files, .. added.EnumerateObject().Select(file =>
                new PolicyFile(file.Name, Encoding.UTF8.GetBytes(file.Value.GetString()!)))];
        }

        foreach (var change in broken.TryGetProperty("also", out var also) ? new[] { broken, also } : [broken])
        {
            if (change.TryGetProperty("old", out var old))
            {
                files = Change(files, change.GetProperty("file").GetString()!, old.GetString()!, change.GetProperty("new").GetString()!);
            }
        }

        return files;
    }

    private static IReadOnlyList<PolicyFile> Change(IReadOnlyList<PolicyFile> files, string path, string old, string text)
    {
        var content = Encoding.UTF8.GetString(files.Single(file => file.Path == path).Content.Span);
        var at = content.IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"'{old}' is no longer in {path}; mend the case");
        var changed = Encoding.UTF8.GetBytes(content[..at] + text + content[(at + old.Length)..]);
        return [.. files.Select(file => file.Path == path ? file with { Content = changed } : file)];
    }
}
