using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>What a demonstration leaves behind: receipts, answers, disclosures, records, public keys, the log, a summary.</summary>
internal sealed class DemoOutput
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _folder;

    public DemoOutput(string folder)
    {
        _folder = Path.GetFullPath(folder);
        foreach (var part in new[] { "receipts", "answers", "disclosures", "records" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, part));
        }
    }

    /// <summary>Folder of the receipts.</summary>
    public string Receipts => Path.Combine(_folder, "receipts");

    /// <summary>Folder of the exported log.</summary>
    public string Log => Path.Combine(_folder, "log");

    /// <summary>The trust file.</summary>
    public string Trust => Path.Combine(_folder, "trust.txt");

    /// <summary>The statement keys.</summary>
    public string Jwks => Path.Combine(_folder, "jwks.json");

    /// <summary>Copies the public keys of the log.</summary>
    public void WriteKeys(string keyFolder)
    {
        foreach (var file in new[] { "trust.txt", "log.vkey", "jwks.json" })
        {
            File.Copy(Path.Combine(keyFolder, file), Path.Combine(_folder, file), overwrite: true);
        }
    }

    /// <summary>Writes the full record that a holder has of its subject, as one object from path to value.</summary>
    public void WriteRecord(DemoAgency agency, string recordFile)
    {
        var record = new JsonObject();
        foreach (var (path, held) in JsonNode.Parse(File.ReadAllText(recordFile))!.AsObject())
        {
            record[path] = held!["value"]?.DeepClone();
        }

        Write(Path.Combine("records", agency.Id + ".json"), record);
    }

    /// <summary>Writes receipt, answer and disclosures of a scene.</summary>
    public void WriteScene(DemoScene scene)
    {
        var receipt = scene.Answer.ReceiptJson.ToArray();
        File.WriteAllBytes(Path.Combine(Receipts, scene.Name + ".json"), receipt);
        var parts = JsonNode.Parse(receipt)!["sd_jwt"]!.GetValue<string>().Split('~', StringSplitOptions.RemoveEmptyEntries);
        File.WriteAllText(Path.Combine(_folder, "disclosures", scene.Name + ".txt"),
            string.Concat(parts.Skip(1).Select(part => part + "\n")));
        var payload = new JsonObject();
        foreach (var (path, value) in scene.Answer.Payload)
        {
            payload[path] = JsonNode.Parse(value.GetRawText());
        }

        Write(Path.Combine("answers", scene.Name + ".json"), new JsonObject
        {
            ["receipt"] = $"receipts/{scene.Name}.json",
            ["effect"] = scene.Answer.Message.Effect == Effect.Permit ? "permit" : "deny",
            ["payload"] = payload,
            ["withheld"] = new JsonArray([.. scene.Withheld.Select(path => JsonValue.Create(path))]),
            ["record"] = $"records/{scene.Holder.Id}.json",
        });
    }

    /// <summary>Writes the counts.</summary>
    public void WriteSummary(IReadOnlyCollection<DemoScene> scenes, int verified) => Write("summary.json", new JsonObject
    {
        ["permits"] = scenes.Count(scene => scene.Answer.Message.Effect == Effect.Permit),
        ["denies"] = scenes.Count(scene => scene.Answer.Message.Effect == Effect.Deny),
        ["receipts"] = scenes.Count,
        ["verified"] = verified,
    });

    private void Write(string file, JsonNode content) =>
        File.WriteAllText(Path.Combine(_folder, file), content.ToJsonString(Readable) + "\n",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
