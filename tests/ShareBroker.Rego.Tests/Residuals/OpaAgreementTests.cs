using System.Diagnostics;
using System.Text.Json;
using ShareBroker.Rego.Tests.Evaluation;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Tests.Residuals;

/// <summary>On simple policies the residue is OPA's, but for names and order.</summary>
public sealed class OpaAgreementTests
{
    private const string Roles = "roles := {\"admin\": {\"read\", \"write\"}, \"user\": {\"read\"}}\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "data.t.p", "p if input.x == 1\np if { y := input.a; y > 3 }", "" },
        { "data.t.p == true", "default p := false\np if { input.x == 1; not q }\nq if input.z\nq if { input.w == 7; input.v }", "" },
        { "data.t.p", "p if { some r in input.roles; r.level > 3; r.name in {\"a\", \"b\"} }", "" },
        { "data.t.p", "p if { y := input.defined }", "" },
        { "data.t.p", "p if { input.defined; input.other != false }", "" },
        { "x = data.t.p", "p contains y if some y in input.roles\np contains y if { y := input.owner; y != \"a\" }\np contains \"c\"", "" },
        { "data.t.p", Roles + "p if input.action in roles[input.role]", "" },
        { "data.t.p", Roles + "p if input.action in roles[input.role]", "input.role" },
        { "data.t.p", "p if f(input.a) == 3\nf(x) := 3 if x == \"three\"\nf(\"four\") := 4\nf(x) := x if x == 3", "" },
        { "data.t.p", "p if \"root\" in q\nq contains y if some y in input.roles", "" },
        { "data.t.p", "p if { y := [z | some z in input.a; z > 1]; count(y) > 2 }", "" },
        { "data.t.p", "p if every z in input.a { z > 1 }", "" },
        { "data.t.p", "p if count(input.z) > 2\np if not input.y > 3", "" },
        { "data.t.p", "p if { x := count(input.z); x == 7 }", "" },
        { "data.t.p", "p if { input.q = [1, y]; y > 3 }", "" },
        { "data.t.p", "p if not q\nq if { some x in input.l; x == \"a\" }", "" },
        { "data.t.p", "p if { some r in data.reports; r.owner == input.user.id; r.tags[_] == \"x\" }", "data.reports,input.user" },
        { "data.t.p", "p if { some n; q[n].v == 3; n != \"zz\" }\nq[k] := {\"v\": v} if v := input.map[k]", "" },
        { "data.t.p = x", "p := \"yes\" if input.x", "" },
        { "data.t.p", "p if input.x == input.y\np if startswith(input.name, \"a\")\np if 1 == 2", "" },
        { "data.t.p", "p if { not a; not b }\na if input.x == 1\nb if { input.y; input.z }", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_simple_residue_is_that_of_OPA(string query, string rules, string unknowns)
    {
        if (Opa() is not { } opa)
        {
            return;
        }

        string[] paths = unknowns.Length == 0 ? [] : unknowns.Split(',');
        var text = "package t\n\n" + rules + "\n";
        var ours = RegoPolicy.Compile([new RegoSource("t.rego", text)]).PreparePartial(query, paths)
            .Evaluate(RegoJson.Parse("{\"action\": \"read\"}"), Evaluating.Ample, Evaluating.World, CancellationToken.None);

        using var mine = JsonDocument.Parse(ours.ToJson());
        using var theirs = JsonDocument.Parse(Partial(opa, text, query, paths));
        SyntaxTree.Lines(mine.RootElement).ShouldBe(SyntaxTree.Lines(theirs.RootElement.GetProperty("partial")), ours.ToString());
    }

    private static string? Opa()
    {
        var named = Environment.GetEnvironmentVariable("OPA");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        var found = (string.IsNullOrEmpty(named) ? path.Select(static folder => Path.Combine(folder, "opa")) : [named])
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            TestPlaces.SharedIsRequired.ShouldBeFalse("there is no opa on the path or at $OPA; tests/tools/opa.sh builds one");
            Console.WriteLine("skipped without opa: residues");
        }

        return found;
    }

    private static string Partial(string opa, string text, string query, string[] unknowns)
    {
        var folder = Directory.CreateTempSubdirectory("residues");
        try
        {
            var (policy, input) = (Path.Combine(folder.FullName, "t.rego"), Path.Combine(folder.FullName, "input.json"));
            File.WriteAllText(policy, text);
            File.WriteAllText(input, "{\"action\": \"read\"}");
            string[] known = unknowns.Length == 0 ? [] : ["-i", input];
            var start = new ProcessStartInfo(
                opa, ["eval", "--partial", "-f", "json", "-d", policy, .. known, .. unknowns.SelectMany(static u => new[] { "-u", u }),
                    query])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
