using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using ShareBroker.Server.Tests.Support;
using ShareBroker.Server.Trust;
using ShareBroker.Tests;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Tests;

[Collection(StageCollection.Name)]
public sealed class DoorTests(BrokerStage stage) : IDisposable
{
    private const string CodeTrailer = "sharebroker-error-code";

    private readonly X509Certificate2 _social = stage.CertificateOf(BrokerStage.Social);

    public void Dispose() => stage.Log.Errors.ShouldBeEmpty();

    [Fact]
    public async Task Without_a_certificate_there_is_health_and_reflection()
    {
        var channel = stage.Channel(null);

        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());
        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        (await reflection.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        health.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
        reflection.ResponseStream.Current.ListServicesResponse.Service.Select(each => each.Name)
            .ShouldContain("sharebroker.v1.DisclosureService");
    }

    [Fact]
    public async Task Without_a_certificate_there_is_nothing_else()
    {
        var fault = await RefusedAsync(stage.Channel(null), null);

        fault.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        fault.Trailers.GetValue(CodeTrailer).ShouldBe("certificate_unknown");
    }

    [Fact]
    public async Task A_certificate_that_no_agency_registered_is_nobody()
    {
        var fault = await RefusedAsync(stage.Channel(stage.Second.Issue(new CertificateWish(BrokerStage.Social))), Forge().Good());

        fault.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        fault.Trailers.GetValue(CodeTrailer).ShouldBe("certificate_unknown");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("not yet")]
    [InlineData("server only")]
    [InlineData("any use")]
    [InlineData("other authority")]
    public async Task A_bad_certificate_does_not_come_through_the_handshake(string what)
    {
        using var stranger = TrialAuthority.Create("Strange authority", TimeProvider.System, RandomNumberGenerator.Create());
        var wish = new CertificateWish(BrokerStage.Social);
        var now = DateTimeOffset.UtcNow;
        using var certificate = what switch
        {
            "expired" => stage.Second.Issue(wish with { NotBefore = now.AddMinutes(-50), NotAfter = now.AddMinutes(-1) }),
            "not yet" => stage.Second.Issue(wish with { NotBefore = now.AddHours(1) }),
            "server only" => stage.Second.Issue(wish with { ForClient = false }),
            "any use" => stage.Second.Issue(wish with { ForClient = false, ForServer = false }),
            _ => stranger.Issue(wish),
        };

        var health = new Health.HealthClient(stage.Channel(certificate));

        await Should.ThrowAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest()));
    }

    [Fact]
    public async Task A_good_token_opens_the_door()
    {
        var policy = await new PolicyService.PolicyServiceClient(stage.Channel(_social))
            .GetActiveAsync(new GetActiveRequest(), Bearer(Forge().Good()));

        policy.Regimes.ShouldContain("fr.cpraf");
    }

    [Fact]
    public async Task No_forged_token_opens_the_door()
    {
        var forge = Forge();
        var channel = stage.Channel(_social);
        var taken = new List<string>();
        foreach (var (attack, tokens) in TokenAttacks.All)
        {
            foreach (var token in tokens(forge))
            {
                try
                {
                    await new PolicyService.PolicyServiceClient(channel).GetActiveAsync(new GetActiveRequest(), Bearer(token));
                    taken.Add(attack);
                }
                catch (RpcException fault) when (fault.StatusCode == StatusCode.Unauthenticated)
                {
                    fault.Trailers.GetValue(CodeTrailer).ShouldStartWith("token_");
                }
            }
        }

        taken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_class_of_the_corpus_of_token_attacks_is_held_somewhere()
    {
        if (TestPlaces.SharedPath("data/corpora/jwt-attacks/attacks.json", "classes of token attacks") is not { } file)
        {
            return;
        }

        using var corpus = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
        var classes = corpus.RootElement.EnumerateArray().Select(each => each.GetProperty("id").GetString()!);

        classes.Where(id => !TokenAttacks.All.ContainsKey(id) && !TokenAttacks.Elsewhere.ContainsKey(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_over_another_agencys_connection_is_refused()
    {
        string[] agencies = [BrokerStage.Prefecture, BrokerStage.Social, BrokerStage.Police];
        foreach (var holder in agencies)
        {
            foreach (var presenter in agencies.Where(each => each != holder))
            {
                var fault = await RefusedAsync(stage.Channel(stage.CertificateOf(presenter)), Forge(holder).Good());

                fault.Trailers.GetValue(CodeTrailer).ShouldBe("token_not_bound");
            }
        }
    }

    [Fact]
    public async Task A_token_that_names_another_agency_than_the_certificate_is_refused()
    {
        var token = Forge().WithPayload(static payload => payload["agency"] = BrokerStage.Prefecture);

        (await RefusedAsync(stage.Channel(_social), token)).Trailers.GetValue(CodeTrailer).ShouldBe("token_other_agency");
    }

    [Fact]
    public async Task A_certificate_in_a_header_is_ignored()
    {
        var metadata = Bearer(Forge().Good());
        metadata.Add("x-forwarded-client-cert", Convert.ToBase64String(_social.RawData));
        metadata.Add("x-client-cert", Convert.ToBase64String(_social.RawData));

        var call = new PolicyService.PolicyServiceClient(stage.Channel(null)).GetActiveAsync(new GetActiveRequest(), metadata);

        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Two_tokens_are_none()
    {
        var metadata = Bearer(Forge().Good());
        metadata.Add("authorization", "Bearer " + Forge().Good());

        var call = new PolicyService.PolicyServiceClient(stage.Channel(_social)).GetActiveAsync(new GetActiveRequest(), metadata);

        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task The_issuer_shows_its_keys_to_everybody_and_gives_no_token_to_nobody()
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(stage.Setup.AuthorityFile));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { CertificateChainPolicy = chain },
        })
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            BaseAddress = stage.Broker.Address,
        };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("actor", "a"), new("role", "member")]);

        using var token = await client.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        using var keys = await client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));

        token.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        keys.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_agency_without_its_certificate_is_nobody_from_the_next_call_on()
    {
        using var certificate = stage.Second.Issue(new CertificateWish("fr-21-school"));
        var agency = new Agency
        {
            AgencyId = "fr-21-school", Type = "school", Country = "fr", CertificateSha256 = { CertificateCheck.ThumbprintOf(certificate) },
        };
        var office = stage.ClientOf(BrokerStage.Prefecture, "coordinator");
        await office.Registers.PutAgencyAsync(new PutAgencyRequest { Agency = agency }, office.Options(CancellationToken.None));
        var channel = stage.Channel(certificate);
        var token = Forge("fr-21-school", certificate).Good();
        var policies = new PolicyService.PolicyServiceClient(channel);
        await policies.GetActiveAsync(new GetActiveRequest(), Bearer(token));

        agency.CertificateSha256.Clear();
        await office.Registers.PutAgencyAsync(new PutAgencyRequest { Agency = agency }, office.Options(CancellationToken.None));

        (await RefusedAsync(channel, token)).Trailers.GetValue(CodeTrailer).ShouldBe("certificate_unknown");
    }

    private static Metadata Bearer(string token) => new() { { "authorization", "Bearer " + token } };

    private static async Task<RpcException> RefusedAsync(ChannelBase channel, string? token)
    {
        var call = new PolicyService.PolicyServiceClient(channel)
            .GetActiveAsync(new GetActiveRequest(), token is null ? new Metadata() : Bearer(token));
        return await Should.ThrowAsync<RpcException>(async () => await call);
    }

    private TokenForge Forge(string agency = BrokerStage.Social, X509Certificate2? certificate = null)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(stage.Settings.Tokens.Builtin!.Key));
        return new TokenForge(key, stage.Settings.Tokens.Builtin.Issuer, agency, certificate ?? stage.CertificateOf(agency));
    }
}
