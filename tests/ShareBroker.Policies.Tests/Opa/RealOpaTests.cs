using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Opa;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Opa;

/// <summary>A real OPA server and the embedded engine, on every scenario.</summary>
public sealed class RealOpaTests
{
    private static readonly string Folder = Path.Combine(TestPlaces.Root, "policies");

    [Fact]
    public async Task Both_engines_give_every_scenario_the_same_octets()
    {
        if (RealOpa.Find("the same scenarios on a real server") is not { } program)
        {
            return;
        }

        var packs = PolicySet.Load(Folder);
        await using var server = await OpaServer.StartAsync(program, Folder, TimeProvider.System, CancellationToken.None);
        using var opa = Point(server, packs);
        var both = new ComparingDecisionPoint(
            new EmbeddedDecisionPoint(packs, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System)), opa);
        var faults = new List<string>();
        foreach (var scenario in Scenarios())
        {
            var outcome = await both.DecideAsync(scenario.Input, scenario.RequestedPaths, CancellationToken.None);
            if (outcome.Fault is not null)
            {
                faults.Add($"{scenario.Id}: {outcome.Fault}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_real_server_of_another_revision_denies_and_so_does_one_that_is_stopped()
    {
        if (RealOpa.Find("the same scenarios on a real server") is not { } program)
        {
            return;
        }

        var scenario = Scenarios().First(scenario => scenario.Expectation.Effect == "permit");
        var files = PolicyFolder.Read(Folder);
        var newer = PolicySet.FromFiles([.. files.Select(file => file.IsManifest
            ? file with { Content = """{"revision":"newer","roots":["base","regimes","sharebroker"]}"""u8.ToArray() }
            : file)]);
        var server = await OpaServer.StartAsync(program, Folder, TimeProvider.System, CancellationToken.None);
        using var older = Point(server, newer);
        using var same = Point(server, PolicySet.FromFiles(files));

        (await older.DecideAsync(scenario.Input, scenario.RequestedPaths, CancellationToken.None)).Fault.ShouldBe("opa_policies");
        (await same.DecideAsync(scenario.Input, scenario.RequestedPaths, CancellationToken.None)).Fault.ShouldBeNull();
        await server.DisposeAsync();
        (await same.DecideAsync(scenario.Input, scenario.RequestedPaths, CancellationToken.None)).Fault.ShouldBe("opa_away");
    }

    [Fact]
    public async Task A_server_that_cannot_load_the_policies_says_so()
    {
        if (RealOpa.Find("the same scenarios on a real server") is { } program)
        {
            var folder = Directory.CreateTempSubdirectory("bad-policies-");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.rego"), "package a\n\nb := c\n");

            var fault = await Should.ThrowAsync<IOException>(
                () => OpaServer.StartAsync(program, folder.FullName, TimeProvider.System, CancellationToken.None));

            fault.Message.ShouldStartWith("opa ended at once: ");
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Scenario> Scenarios()
    {
        var own = ScenarioFile.Read(Path.Combine(TestPlaces.Root, "tests/cases/policies/scenarios"));
        var given = TestPlaces.SharedPath("scenarios/given", "the given scenarios on both engines");
        return given is null ? own : own.Concat(ScenarioFile.Read(given));
    }

    private static OpaDecisionPoint Point(OpaServer server, PolicySet policies) => new(
        server.Address, policies, leafIndex: -1,
        new OpaOptions { AnswerTimeMax = TimeSpan.FromMinutes(1), CheckTimeMax = TimeSpan.FromMinutes(1) }, TimeProvider.System);
}
