using System.Text;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Opa;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Scenarios;
using ShareBroker.Tests;

namespace ShareBroker.Policies.Tests.Opa;

/// <summary>A server that is away, slow, too large or something else denies; it is never believed in part.</summary>
public sealed class OpaDecisionPointTests : IAsyncLifetime
{
    private static readonly PolicySet Packs = PolicySet.Load(Path.Combine(TestPlaces.Root, "policies"));

    private static readonly Scenario Permitted = ScenarioFile.Read(Path.Combine(TestPlaces.Root,
        "tests/cases/policies/scenarios/fr.cpraf.json"))
        .First(scenario => scenario.Expectation.Effect == "permit");

    private static readonly EmbeddedDecisionPoint Embedded =
        new(Packs, leafIndex: -1, DecisionBudget.Standard, DecisionBudget.Environment(TimeProvider.System));

    // No failure may depend on how quick this machine is: time is short only where the server never answers.
    private static readonly OpaOptions Patient = new()
    {
        AnswerTimeMax = TimeSpan.FromMinutes(1), CheckTimeMax = TimeSpan.FromMinutes(1), CheckInterval = TimeSpan.FromHours(1),
        RetryInterval = TimeSpan.Zero,
    };

    private readonly FakeOpa _server = new(Packs);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_honest_server_decides_and_its_version_names_the_engine()
    {
        using var point = Point(Patient);

        (await DecideAsync(point)).ShouldBe((Embedded.Decide(Permitted.Input, Permitted.RequestedPaths, CancellationToken.None).Decision
            .ToCanonicalJson(), null), new Same());
        point.Engine.ShouldBe("opa/1.4.2");
    }

    [Fact]
    public async Task Policies_are_compared_once_in_an_interval()
    {
        using var point = Point(Patient);
        await DecideAsync(point);
        var first = _server.Asked;

        await DecideAsync(point);

        (_server.Asked - first).ShouldBe(1);
    }

    public static TheoryData<string, string, string> Answers => new()
    {
        { "no result", """{"provenance":P}""", "undefined" },
        { "text", """{"provenance":P,"result":"permit"}""", "decision_malformed" },
        { "true", """{"provenance":P,"result":true}""", "decision_malformed" },
        { "another shape", """{"provenance":P,"result":{"allow":true}}""", "decision_malformed" },
        { "a permit without the fields", """{"provenance":P,"result":{"effect":"permit","reasons":["permit_x"],"rules":[],"fields":{},"obligations":[]}}""", "decision_malformed" },
        { "no provenance", """{"result":{}}""", "opa_policies" },
        { "no bundles", """{"provenance":{"version":"1.4.2"},"result":{}}""", "opa_policies" },
        { "another revision", """{"provenance":{"version":"1.4.2","bundles":{"policies":{"revision":"other"}}},"result":{}}""", "opa_policies" },
        { "a second bundle", """{"provenance":{"version":"1.4.2","bundles":{"a":{},"policies":{"revision":"R"}}},"result":{}}""", "opa_policies" },
        { "a list", "[]", "opa_policies" },
        { "not JSON", "permit", "opa_answer" },
        { "nothing", "", "opa_answer" },
        { "two values", "{} {}", "opa_answer" },
        { "a member twice", """{"provenance":P,"provenance":P,"result":{}}""", "opa_answer" },
        { "a deep value", new string('[', 2000) + new string(']', 2000), "opa_answer" },
        { "cut short", """{"provenance":P,"result":{"effect":""", "opa_answer" },
        { "very large", "\"" + new string('x', 3 << 20) + "\"", "opa_too_large" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_that_is_no_decision_denies(string what, string answer, string fault)
    {
        var provenance = """{"version":"1.4.2","bundles":{"policies":{"revision":"R"}}}"""
            .Replace("\"R\"", $"\"{Packs.Revision}\"", StringComparison.Ordinal);
        _server.Twist = (path, _) => path.StartsWith(FakeOpa.Entry, StringComparison.Ordinal)
            ? answer.Replace("P,", provenance + ",", StringComparison.Ordinal).Replace(":P}", ":" + provenance + "}",
                StringComparison.Ordinal)
                .Replace("\"R\"", $"\"{Packs.Revision}\"", StringComparison.Ordinal)
            : null;

        await ShouldDenyAsync(Patient, fault, what);
    }

    public static TheoryData<string, string> Messages => new()
    {
        { "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
            "opa_status" },
        { "HTTP/1.1 302 Found\r\nLocation: /v1/data\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "opa_status" },
        { "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", "opa_status" },
        { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", "opa_answer" },
        { "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", "opa_answer" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n{}", "opa_too_large" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\nConnection: close\r\n\r\n{}", "opa_away" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\u001f\u000f", "opa_answer" },
        { "SSH-2.0-OpenSSH_9.2\r\n", "opa_away" },
        { "", "opa_away" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_of_another_kind_denies(string message, string fault)
    {
        _server.Raw = (stream, stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(message), stop).AsTask();

        await ShouldDenyAsync(Patient, fault, message);
    }

    [Fact]
    public async Task Silence_denies_within_its_time()
    {
        _server.Raw = static (_, stop) => Task.Delay(Timeout.Infinite, stop);

        await ShouldDenyAsync(Patient with { AnswerTimeMax = TimeSpan.FromMilliseconds(200) }, "opa_slow", "silence");
    }

    [Fact]
    public async Task Octet_after_octet_denies_within_the_same_time()
    {
        _server.Raw = DripAsync;

        await ShouldDenyAsync(Patient with { AnswerTimeMax = TimeSpan.FromMilliseconds(500) }, "opa_slow", "drip");
    }

    [Fact]
    public async Task Octets_without_end_deny()
    {
        _server.Raw = PourAsync;

        await ShouldDenyAsync(Patient, "opa_too_large", "flood");
    }

    [Fact]
    public async Task Nobody_there_denies()
    {
        var folder = Directory.CreateTempSubdirectory("no-opa-");
        using var point = new OpaDecisionPoint(
            new Uri("unix://" + Path.Combine(folder.FullName, "none.sock")), Packs, leafIndex: -1, Patient, TimeProvider.System);

        (await DecideAsync(point)).Fault.ShouldBe("opa_away");
        point.Engine.ShouldBe("opa/unknown");
        folder.Delete();
    }

    public static TheoryData<string, string, string> OtherPolicies => new()
    {
        { "/v1/policies", "package sharebroker.tables", "package sharebroker.tables " },
        { "/v1/policies", """{"result":[""", """{"result":[{"id":"more","raw":"package sharebroker.disclosure"},""" },
        { "/v1/policies", """{"result":[""", """{"result":[],"other":[""" },
        { "/v1/data/base", "\"PT24H\"", "\"PT25H\"" },
        { "/v1/data/regimes", "\"fr.cpr-3\"", "\"fr.cpr-33\"" },
        { "/v1/data/regimes", "\"revision\"", "\"revisions\"" },
    };

    [Theory]
    [MemberData(nameof(OtherPolicies))]
    public async Task A_server_with_other_policies_or_data_denies(string place, string old, string changed)
    {
        _server.Twist = (path, honest) =>
        {
            if (!path.StartsWith(place, StringComparison.Ordinal))
            {
                return null;
            }

            honest.ShouldContain(old);
            return honest.Replace(old, changed, StringComparison.Ordinal);
        };

        await ShouldDenyAsync(Patient, "opa_policies", changed);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_believed_again()
    {
        using var point = Point(Patient);
        _server.Twist = static (path, _) => path == "/v1/policies" ? """{"result":[]}""" : null;
        (await DecideAsync(point)).Fault.ShouldBe("opa_policies");

        _server.Twist = null;

        (await DecideAsync(point)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Engines_that_differ_deny()
    {
        _server.Twist = static (path, honest) => path.StartsWith(FakeOpa.Entry, StringComparison.Ordinal)
            ? honest.Replace("\"PT24H\"", "\"PT48H\"", StringComparison.Ordinal)
            : null;
        using var opa = Point(Patient);
        var point = new ComparingDecisionPoint(Embedded, opa);

        var outcome = await point.DecideAsync(Permitted.Input, Permitted.RequestedPaths, CancellationToken.None);

        outcome.ShouldBe(new DecisionOutcome(Decision.SystemUnavailable, "engines_differ"));
    }

    [Fact]
    public async Task Engines_that_agree_decide()
    {
        using var opa = Point(Patient);
        var point = new ComparingDecisionPoint(Embedded, opa);

        var outcome = await point.DecideAsync(Permitted.Input, Permitted.RequestedPaths, CancellationToken.None);

        (outcome.Fault, outcome.Decision.Effect).ShouldBe((null, Effect.Permit));
        point.Engine.ShouldBe($"both/{Embedded.Engine["embedded/".Length..]}+1.4.2");
        point.Policy.Sha256.ShouldBe(Packs.Sha256);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        using var gone = new CancellationTokenSource();
        _server.Raw = (_, stop) =>
        {
            gone.Cancel();
            return Task.Delay(Timeout.Infinite, stop);
        };
        using var point = Point(Patient);

        await Should.ThrowAsync<OperationCanceledException>(
            () => point.DecideAsync(Permitted.Input, Permitted.RequestedPaths, gone.Token));
    }

    private static async Task DripAsync(Stream stream, CancellationToken stop)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), stop);
        while (true)
        {
            await stream.WriteAsync(" "u8.ToArray(), stop);
            await Task.Delay(TimeSpan.FromMilliseconds(20), stop);
        }
    }

    private static async Task PourAsync(Stream stream, CancellationToken stop)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
        var octets = new byte[1 << 16];
        while (true)
        {
            await stream.WriteAsync(octets, stop);
        }
    }

    private OpaDecisionPoint Point(OpaOptions options) => new(_server.Address, Packs, leafIndex: -1, options, TimeProvider.System);

    private async Task ShouldDenyAsync(OpaOptions options, string fault, string what)
    {
        using var point = Point(options);
        var outcome = await point.DecideAsync(Permitted.Input, Permitted.RequestedPaths, CancellationToken.None);
        outcome.ShouldBe(new DecisionOutcome(Decision.SystemUnavailable, fault), what);
    }

    private static async Task<(byte[] Decision, string? Fault)> DecideAsync(OpaDecisionPoint point)
    {
        var outcome = await point.DecideAsync(Permitted.Input, Permitted.RequestedPaths, CancellationToken.None);
        return (outcome.Decision.ToCanonicalJson(), outcome.Fault);
    }

    private sealed class Same : IEqualityComparer<(byte[] Decision, string? Fault)>
    {
        public bool Equals((byte[] Decision, string? Fault) x, (byte[] Decision, string? Fault) y) =>
            x.Fault == y.Fault && x.Decision.AsSpan().SequenceEqual(y.Decision);

        public int GetHashCode((byte[] Decision, string? Fault) obj) => obj.Decision.Length;
    }
}
