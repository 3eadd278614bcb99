using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ShareBroker.Cli.Policies;
using ShareBroker.Policies.Life;
using ShareBroker.Receipts.Keys;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Start;

namespace ShareBroker.Cli.Serving;

/// <summary>Two fictitious officers of the agency that administers, with everything they need to put policies in force.</summary>
internal static class TrialOfficers
{
    private static readonly string[] Names = ["a", "b"];

    public static void Write(string folder, TrialSetup setup, TrialWish wish, RandomNumberGenerator random)
    {
        var agency = wish.Agencies.FirstOrDefault(static seed => seed.Administers)
            ?? throw new Faults.UsageException("a governed trial needs an agency that administers: --agency id:type:country:administers");
        var officers = Path.Combine(folder, "officers");
        Directory.CreateDirectory(officers);
        using (var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            PolicyKeys.WriteBundleKeys(pair, folder);
        }

        var rows = new JsonArray();
        foreach (var name in Names)
        {
            using var key = Ed25519SigningKey.Create(random);
            PolicyKeys.WriteSecret(Path.Combine(officers, name + ".key"), Pkcs8.Write(key));
            File.WriteAllBytes(Path.Combine(officers, name + ".json"), CallerOf(folder, setup, wish.Listen, agency, name).ToJson());
            rows.Add((JsonNode)new JsonObject
            {
                ["agency"] = agency.Id,
                ["person"] = "officer-" + name,
                ["may"] = new JsonArray("propose", "approve"),
                ["keys"] = new JsonArray(Jwk.ToJson(key.PublicKey)),
            });
        }

        var register = new JsonObject { ["v"] = OfficerRegister.Version, ["officers"] = rows };
        File.WriteAllText(Path.Combine(folder, "officers.json"), register.ToJsonString() + "\n");
    }

    private static CallerFile CallerOf(string folder, TrialSetup setup, string listen, AgencySeed agency, string name) => new()
    {
        Broker = $"https://{listen}",
        Agency = agency.Id,
        Person = "officer-" + name,
        Certificate = setup.CertificateOf(agency.Id),
        Key = setup.KeyOf(agency.Id),
        Authorities = [setup.AuthorityFile],
        Public = Path.Combine(folder, "data", "public"),
    };
}
