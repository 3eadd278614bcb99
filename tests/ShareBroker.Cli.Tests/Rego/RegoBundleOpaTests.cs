using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Rego;
using ShareBroker.Rego.Bundles;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Cli.Tests.Rego;

/// <summary>The library's bundles, with OPA itself as the maker and the judge.</summary>
public sealed class RegoBundleOpaTests
{
    private static readonly EvaluationEnvironment Surroundings = new() { Time = TimeProvider.System,
        FillRandom = RandomNumberGenerator.Fill };

    [Fact]
    public void The_reference_tool_does_what_is_kept_of_it()
    {
        if (RealOpa.Find("what is kept of its bundles") is not { } opa)
        {
            return;
        }

        var place = Directory.CreateTempSubdirectory("rego-bundles-").FullName;
        try
        {
            var kept = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPlaces.Root, "tests/cases/rego/tools/bundles/cases.json")));
            foreach (var example in kept.RootElement.EnumerateArray().Where(static (_, at) => at % 9 == 0))
            {
                var name = example.GetProperty("name").GetString()!;
                var value = example.GetProperty("value") is { ValueKind: not JsonValueKind.Null } json ? RegoJson.From(json) : null;
                var file = Path.Combine(place, "b.tar.gz");
                File.WriteAllBytes(file, Convert.FromBase64String(example.GetProperty("archive").GetString()!));
                var (status, output) = Run(opa, place, "eval", "-f", "values", "-b", file, "data");

                (status == 0).ShouldBe(value is not null, name);
                (status == 0 ? ((RegoArray)RegoJson.Parse(output))[0] : null).ShouldBe(value, name);
            }
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS384")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    public void A_bundle_that_the_reference_tool_signed_is_verified_and_nothing_else(string algorithm)
    {
        if (RealOpa.Find("signing a bundle") is not { } opa)
        {
            return;
        }

        var place = Directory.CreateTempSubdirectory("rego-bundles-").FullName;
        try
        {
            var (secret, open, other) = KeysOf(algorithm);
            File.WriteAllText(Path.Combine(place, "key"), secret);
            Directory.CreateDirectory(Path.Combine(place, "b", "r"));
            File.WriteAllText(Path.Combine(place, "b", "p.rego"), "package clinic\n\nnames := [\"nurse\"]\n");
            File.WriteAllText(Path.Combine(place, "b", "r", "data.json"), """{"b": "<é>", "a": [1.50, 1e3, null, true]}""");
            File.WriteAllText(Path.Combine(place, "b", ".manifest"), """{"revision": "x", "roots": ["clinic", "r"]}""");
            File.WriteAllText(Path.Combine(place, "claims"), """{"scope": "ward"}""");
            var (status, output) = Run(
                opa, place, "build", "-b", "b", "--signing-key", "key", "--signing-alg", algorithm, "--claims-file", "claims", "-o",
                    "b.tar.gz");
            status.ShouldBe(0, output);
            var archive = File.ReadAllBytes(Path.Combine(place, "b.tar.gz"));
            var trust = RegoBundleTrust.In(new RegoBundleKey(algorithm, open), "ward");

            var bundle = RegoBundle.Read(archive, new RegoBundleOptions { Trust = trust });
            bundle.Signature!.Algorithm.ShouldBe(algorithm);
            bundle.Manifest.Revision.ShouldBe("x");
            Value(RegoPolicy.Compile(bundle), "data.clinic.names").ShouldBe("""["nurse"]""");

            Refused(archive, trust with { Scope = "" }).ShouldBe("bundle_key_wrong");
            Refused(archive, RegoBundleTrust.In(new RegoBundleKey(algorithm, other), "ward")).ShouldBe("bundle_key_wrong");
            Refused(archive, trust with { KeyId = "elsewhere" }).ShouldBe("bundle_key_missing");
            Refused(archive, trust: null).ShouldBe("bundle_key_missing");
            Refused(RegoBundleArchive.Write(Without(bundle, ".signatures.json")), trust).ShouldBe("bundle_unsigned");
            Refused(RegoBundleArchive.Write(Without(bundle, "data.json")), trust).ShouldBe("bundle_file_missing");
            Refused(RegoBundleArchive.Write([.. bundle.Files, File_("q.rego", "package q")]), trust).ShouldBe("bundle_file_added");
            Refused(RegoBundleArchive.Write([.. Without(bundle, "data.json"), File_("data.json", "{}")]), trust)
                .ShouldBe("bundle_file_changed");
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static string Value(RegoPolicy policy, string query) => RegoJson.Write(
        policy.Prepare(query).Evaluate(null, EvaluationBudget.Interactive, Surroundings, CancellationToken.None).Value!);

    private static IEnumerable<RegoBundleFile> Without(RegoBundle bundle, string path) => bundle.Files.Where(file => file.Path != path);

    private static RegoBundleFile File_(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    private static string Refused(byte[] archive, RegoBundleTrust? trust) =>
        Should.Throw<RegoBundleException>(() => RegoBundle.Read(archive, new RegoBundleOptions { Trust = trust })).Code;

    private static (string Secret, string Open, string Other) KeysOf(string algorithm)
    {
        switch (algorithm[0])
        {
            case 'H':
                return ("a secret of the ward", "a secret of the ward", "a secret of another ward");
            case 'E':
                var curve = algorithm == "ES256" ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;
                using (ECDsa one = ECDsa.Create(curve), another = ECDsa.Create(curve))
                {
                    return (one.ExportECPrivateKeyPem(), one.ExportSubjectPublicKeyInfoPem(), another.ExportSubjectPublicKeyInfoPem());
                }

            default:
                using (RSA one = RSA.Create(2048), another = RSA.Create(2048))
                {
                    return (one.ExportRSAPrivateKeyPem(), one.ExportSubjectPublicKeyInfoPem(), another.ExportSubjectPublicKeyInfoPem());
                }
        }
    }

    private static (int Status, string Output) Run(string opa, string place, params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo(opa, line)
        {
            WorkingDirectory = place, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
