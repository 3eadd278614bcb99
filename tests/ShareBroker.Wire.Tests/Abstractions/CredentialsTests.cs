using Grpc.Core;

namespace ShareBroker.Wire.Tests.Abstractions;

public sealed class CredentialsTests
{
    private static readonly AsyncAuthInterceptor Ask = static (_, _) => Task.CompletedTask;

    [Fact]
    public void Channel_credentials_tell_what_they_are_in_exactly_one_call()
    {
        var call = CallCredentials.FromInterceptor(Ask);
        var pair = new KeyCertificatePair("chain", "key");
        VerifyPeerCallback verify = static _ => true;

        Told(ChannelCredentials.Insecure).ShouldBe(["insecure"]);
        Told(ChannelCredentials.SecureSsl).ShouldBe(["ssl (null) (null) False"]);
        Told(new SslCredentials("roots")).ShouldBe(["ssl roots (null) False"]);
        Told(new SslCredentials("roots", pair)).ShouldBe(["ssl roots chain/key False"]);
        Told(new SslCredentials("roots", pair, verify)).ShouldBe(["ssl roots chain/key True"]);
        var log = new ChannelLog();
        ChannelCredentials.Create(ChannelCredentials.SecureSsl, call).InternalPopulateConfiguration(log, log);
        log.Calls.ShouldBe(["composite"]);
        log.Inner.ShouldBe((ChannelCredentials.SecureSsl, call));

        static List<string> Told(ChannelCredentials credentials)
        {
            var log = new ChannelLog();
            credentials.InternalPopulateConfiguration(log, log);
            return log.Calls;
        }
    }

    [Fact]
    public void The_simple_channel_credentials_are_shared()
    {
        ChannelCredentials.Insecure.ShouldBeSameAs(ChannelCredentials.Insecure);
        ChannelCredentials.SecureSsl.ShouldBeOfType<SslCredentials>().ShouldBeSameAs(ChannelCredentials.SecureSsl);
    }

    [Fact]
    public void Call_credentials_tell_what_they_are_in_exactly_one_call()
    {
        var one = CallCredentials.FromInterceptor(Ask);
        var two = CallCredentials.FromInterceptor(Ask);
        CallCredentials[] given = [one, two];
        var composite = CallCredentials.Compose(given);
        given[0] = two;
        var log = new CallCredentialsLog();

        one.InternalPopulateConfiguration(log, "state");
        composite.InternalPopulateConfiguration(log, "state");

        log.Interceptors.ShouldBe([Ask]);
        log.Composites.Single().ShouldBe([one, two]);
    }

    [Fact]
    public void Missing_parts_are_refused()
    {
        var call = CallCredentials.FromInterceptor(Ask);

        Should.Throw<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
        Should.Throw<ArgumentNullException>(() => CallCredentials.Compose(null!));
        Should.Throw<ArgumentException>(() => CallCredentials.Compose());
        Should.Throw<ArgumentException>(() => CallCredentials.Compose(call));
        Should.Throw<ArgumentNullException>(() => ChannelCredentials.Create(null!, call));
        Should.Throw<ArgumentNullException>(() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, null!));
        Should.Throw<ArgumentNullException>(() => new KeyCertificatePair(null!, "key"));
        Should.Throw<ArgumentNullException>(() => new KeyCertificatePair("chain", null!));
        Should.Throw<ArgumentNullException>(() => new AuthInterceptorContext(null!, "m"));
        Should.Throw<ArgumentNullException>(() => new AuthInterceptorContext("u", null!));
        new AuthInterceptorContext("u", "m").CancellationToken.ShouldBe(CancellationToken.None);
    }

    [Fact]
    public void The_peer_is_who_the_identifying_property_says()
    {
        var byName = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal)
        {
            ["x509_subject_alternative_name"] = [AuthProperty.Create("x509_subject_alternative_name", "a.example"u8.ToArray())],
            ["x509_common_name"] = [AuthProperty.Create("x509_common_name", "é"u8.ToArray())],
        };
        var known = new AuthContext("x509_common_name", byName);
        var unknown = new AuthContext(null, []);

        known.IsPeerAuthenticated.ShouldBeTrue();
        known.PeerIdentity.Single().Value.ShouldBe("é");
        known.PeerIdentityPropertyName.ShouldBe("x509_common_name");
        known.Properties.Count().ShouldBe(2);
        known.FindPropertiesByName("absent").ShouldBeEmpty();
        new AuthContext("absent", byName).PeerIdentity.ShouldBeEmpty();
        unknown.IsPeerAuthenticated.ShouldBeFalse();
        unknown.PeerIdentity.ShouldBeEmpty();
        Should.Throw<ArgumentNullException>(() => new AuthContext(null, null!));
    }

    [Fact]
    public void A_property_keeps_its_own_bytes()
    {
        byte[] bytes = [0x41];
        var property = AuthProperty.Create("name", bytes);

        bytes[0] = 0x42;
        property.ValueBytes[0] = 0x42;

        property.ValueBytes.ShouldBe([0x41]);
        property.Value.ShouldBe("A");
        property.Value.ShouldBeSameAs(property.Value);
        Should.Throw<ArgumentNullException>(() => AuthProperty.Create(null!, bytes));
        Should.Throw<ArgumentNullException>(() => AuthProperty.Create("name", null!));
    }

    private sealed class ChannelLog : ChannelCredentialsConfiguratorBase
    {
        public List<string> Calls { get; } = [];

        public (ChannelCredentials, CallCredentials) Inner { get; private set; }

        public override void SetInsecureCredentials(object state)
        {
            state.ShouldBeSameAs(this);
            Calls.Add("insecure");
        }

        public override void SetSslCredentials(
            object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
        {
            state.ShouldBeSameAs(this);
            var pair = keyCertificatePair is null ? "(null)" : $"{keyCertificatePair.CertificateChain}/{keyCertificatePair.PrivateKey}";
            Calls.Add($"ssl {rootCertificates ?? "(null)"} {pair} {verifyPeerCallback is not null}");
        }

        public override void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            state.ShouldBeSameAs(this);
            Inner = (channelCredentials, callCredentials);
            Calls.Add("composite");
        }
    }

    private sealed class CallCredentialsLog : CallCredentialsConfiguratorBase
    {
        public List<AsyncAuthInterceptor> Interceptors { get; } = [];

        public List<IReadOnlyList<CallCredentials>> Composites { get; } = [];

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
        {
            state.ShouldBe("state");
            Composites.Add(credentials);
        }

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor)
        {
            state.ShouldBe("state");
            Interceptors.Add(interceptor);
        }
    }
}
