using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Server.Tests.Support;

/// <summary>A record in which every value says where it came from, so that a leak can be found.</summary>
internal static class TestRecord
{
    private static readonly string[] Paths =
    [
        "subject.name.full", "subject.birth_date", "subject.age_band", "contact.address", "contact.area", "contact.phone",
        "needs.detail", "needs.service_types", "education.institution", "health.mental.need_flag", "health.mental.summary",
        "health.mental.record", "police.search_result",
    ];

    public static string Json(string canary)
    {
        var record = new JsonObject();
        foreach (var path in Paths)
        {
            record[path] = new JsonObject
            {
                ["value"] = path == "subject.birth_date" ? "2009-04-12" : $"{canary} {path}",
                ["origin_purpose"] = "none",
                ["basis"] = "fact",
                ["reviewed"] = true,
                ["version"] = "1",
            };
        }

        return record.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
