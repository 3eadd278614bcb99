using System.Text;
using System.Text.Json;

namespace ShareBroker.EndToEnd.Tests;

public sealed class DemonstrationTests(Demonstration demonstration) : IClassFixture<Demonstration>
{
    [Fact]
    public void The_month_has_permits_and_denials_and_every_receipt_verified()
    {
        var summary = demonstration.Json("summary.json");

        summary.GetProperty("permits").GetInt32().ShouldBeGreaterThanOrEqualTo(5);
        summary.GetProperty("denies").GetInt32().ShouldBeGreaterThanOrEqualTo(4);
        summary.GetProperty("verified").GetInt32().ShouldBe(summary.GetProperty("receipts").GetInt32());
        demonstration.Names("receipts").Count().ShouldBe(summary.GetProperty("receipts").GetInt32());
    }

    [Fact]
    public void A_denial_has_no_payload_and_a_permit_only_what_was_asked()
    {
        foreach (var name in demonstration.Names("answers"))
        {
            var answer = demonstration.Json($"answers/{name}.json");
            var payload = answer.GetProperty("payload").EnumerateObject().Select(value => value.Name).ToList();
            var withheld = answer.GetProperty("withheld").EnumerateArray().Select(path => path.GetString()!).ToList();

            payload.Intersect(withheld).ShouldBeEmpty(name);
            if (answer.GetProperty("effect").GetString() == "deny")
            {
                payload.ShouldBeEmpty(name);
            }
        }
    }

    [Fact]
    public void The_planning_meeting_gets_the_minimal_set_and_no_detail()
    {
        var answer = demonstration.Json("answers/01-planning-meeting.json");
        var payload = answer.GetProperty("payload");

        payload.GetProperty("subject.birth_date").GetString().ShouldBe("12-17");
        payload.GetProperty("contact.address").GetString().ShouldBe("Dijon");
        payload.TryGetProperty("police.intelligence", out _).ShouldBeFalse();
        payload.TryGetProperty("assessment.risk.factors", out _).ShouldBeFalse();
    }

    [Fact]
    public void No_record_value_stands_in_a_receipts_statement_or_in_the_log()
    {
        var values = demonstration.Names("records").SelectMany(name => Texts(demonstration.Json($"records/{name}.json")))
            .Where(IsPersonal).Distinct().ToList();
        values.Count.ShouldBeGreaterThan(40);

        var log = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(demonstration.Folder, "log"), "*", SearchOption.AllDirectories))
        {
            log.Append(Encoding.UTF8.GetString(File.ReadAllBytes(file)));
        }

        var found = values.Where(value => log.ToString().Contains(value, StringComparison.Ordinal));

        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_receipt_verifies_with_public_keys_alone()
    {
        var verify = await Shell.RunAsync(
            $"./sharebroker receipt verify '{demonstration.Folder}'/receipts/*.json --trust '{demonstration.Folder}/trust.txt' --jwks '{demonstration.Folder}/jwks.json'",
            TimeSpan.FromMinutes(1));

        verify.Status.ShouldBe(0, verify.Output + verify.Error);
    }

    [Fact]
    public async Task The_exported_log_derives_again()
    {
        var verify = await Shell.RunAsync(
            $"./sharebroker log verify --store '{demonstration.Folder}/log' --trust '{demonstration.Folder}/trust.txt'",
                TimeSpan.FromMinutes(1));

        verify.Status.ShouldBe(0, verify.Output + verify.Error);
    }

    [Fact]
    public async Task A_changed_receipt_is_named_as_wrong()
    {
        var changed = Path.Combine(demonstration.Folder, "changed.json");
        var receipt = await File.ReadAllTextAsync(Path.Combine(demonstration.Folder, "receipts", "01-planning-meeting.json"));
        await File.WriteAllTextAsync(changed, receipt.Replace("index ", "index 1", StringComparison.Ordinal));

        var verify = await Shell.RunAsync(
            $"./sharebroker receipt verify '{changed}' --trust '{demonstration.Folder}/trust.txt' --jwks '{demonstration.Folder}/jwks.json'", TimeSpan.FromMinutes(1));

        verify.Status.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_started_is_stopped()
    {
        var left = await Shell.RunAsync("pgrep -fa 'sharebroker-demo-' | grep -v pgrep || true", TimeSpan.FromSeconds(10));

        left.Output.Trim().ShouldBeEmpty();
    }

    // Words of the vocabulary and agency types stand in statements; whatever has a capital, a digit or a blank says something about
    // somebody.
    private static bool IsPersonal(string text) => text.Length >= 8 && text.Any(c => !char.IsAsciiLetterLower(c) && c is not ('_' or '.'));

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}
