using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ShareBroker.Disclosure;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Holders.Tests.Support;
using ShareBroker.Receipts;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.V1;
using HeldValue = ShareBroker.Wire.V1.HeldValue;

namespace ShareBroker.Holders.Tests;

public sealed class GrpcRecordHolderTests : IAsyncLifetime
{
    private const int AnswerBytesMax = 64 * 1024;

    private readonly TrialAuthority _authority = Authority("Test authority");
    private readonly TrialAuthority _stranger = Authority("Strange authority");
    private readonly X509Certificate2 _police;
    private HolderServer _server = null!;
    private GrpcRecordHolder _holders = null!;

    public GrpcRecordHolderTests() => _police = _authority.Issue(new CertificateWish("fr-21-police"));

    public async Task InitializeAsync()
    {
        _server = await HolderServer.StartAsync(_police);
        _holders = Holders();
    }

    public async Task DisposeAsync()
    {
        _holders.Dispose();
        await _server.DisposeAsync();
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Values_arrive_with_their_provenance_and_version()
    {
        _server.Holder.Script = (request, _) => Task.FromResult(Record(request.SubjectId, new HeldValue
        {
            Path = "subject.birth_date",
            ValueJson = ByteString.CopyFromUtf8("\"2009-04-12\""),
            Version = "3",
            Provenance = new Provenance { OriginPurpose = "support.needs_assessment", Basis = "fact", Reviewed = true, ReceiptId = "r-1" },
        }));

        var answer = await FetchAsync();

        var values = answer.ShouldBeOfType<HolderAnswer.Values>();
        values.SubjectId.ShouldBe("P-1");
        var value = values.Items.ShouldHaveSingleItem();
        value.Path.ShouldBe("subject.birth_date");
        System.Text.Encoding.UTF8.GetString(value.ValueJson.Span).ShouldBe("\"2009-04-12\"");
        value.Version.ShouldBe("3");
        value.Provenance.ShouldBe(new ShareBroker.Disclosure.Registers.Provenance("support.needs_assessment", "fact", true, "r-1"));
    }

    [Fact]
    public async Task The_order_travels_whole()
    {
        await FetchAsync();

        var request = _server.Holder.Last.ShouldNotBeNull();
        request.SubjectId.ShouldBe("P-1");
        request.Paths.ShouldBe(["subject.birth_date", "subject.first_name"]);
        request.OrderIndex.ShouldBe(7UL);
        request.RecipientAgencyId.ShouldBe("fr-21-social");
        request.Purpose.ShouldBe("support.service_planning");
        Receipt.Parse(request.Order.Content.Memory).ShouldBe(AnOrder().Order);
    }

    [Fact]
    public async Task A_refusal_and_a_later_answer_are_told_apart()
    {
        _server.Holder.Script = (_, _) => Task.FromResult(new FetchResponse { Decline = new Decline { Text = "not now" } });
        (await FetchAsync()).ShouldBe(new HolderAnswer.Declined("not now"));

        var later = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
        _server.Holder.Script = (_, _) => Task.FromResult(
            new FetchResponse { Pending = new Pending { RetryTime = Timestamp.FromDateTimeOffset(later) } });
        (await FetchAsync()).ShouldBe(new HolderAnswer.Pending(later));
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "nothing", "answer_empty" },
        { "long_decline", "answer_text_too_long" },
        { "time_out_of_range", "answer_time_malformed" },
        { "too_large", "answer_too_long" },
        { "refused_order", "holder_refused_order" },
        { "no_such_call", "answer_broken" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task An_answer_that_breaks_a_limit_or_the_protocol_is_unfit(string mode, string code)
    {
        _server.Holder.Script = (request, _) => Task.FromResult(mode switch
        {
            "nothing" => new FetchResponse(),
            "long_decline" => new FetchResponse { Decline = new Decline { Text = new string('a', 1_001) } },
            "time_out_of_range" => new FetchResponse { Pending = new Pending { RetryTime = new Timestamp { Seconds = long.MaxValue } } },
            "too_large" => Record(request.SubjectId, new HeldValue { ValueJson = ByteString.CopyFrom(new byte[AnswerBytesMax * 2]) }),
            "refused_order" => throw new RpcException(new Status(StatusCode.FailedPrecondition, "order_other_holder")),
            _ => throw new RpcException(new Status(StatusCode.Unimplemented, "")),
        });

        (await FetchAsync()).ShouldBe(new HolderAnswer.Unfit(code));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.Cancelled)]
    public async Task A_holder_that_cannot_answer_now_is_away(StatusCode status)
    {
        _server.Holder.Script = (_, _) => throw new RpcException(new Status(status, ""));

        (await FetchAsync()).ShouldBe(new HolderAnswer.Away());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an address")]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("https://127.0.0.1:9")]
    public async Task Nobody_at_the_address_is_away(string address) =>
        (await _holders.FetchAsync(_server.Agency(address: address), AnOrder(), CancellationToken.None)).ShouldBe(new HolderAnswer.Away());

    [Fact]
    public async Task A_holder_that_never_answers_is_away_when_its_time_is_up()
    {
        _server.Holder.Script = Hang;
        var clock = Stopwatch.StartNew();

        (await FetchAsync(TimeSpan.FromMilliseconds(200))).ShouldBe(new HolderAnswer.Away());

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_callers_cancellation_is_not_mistaken_for_an_absent_holder()
    {
        _server.Holder.Script = Hang;
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(() => _holders.FetchAsync(_server.Agency(), AnOrder(), source.Token));
    }

    [Theory]
    [InlineData("bomb")]
    [InlineData("cut off")]
    [InlineData("no protobuf")]
    public async Task Octets_that_are_no_answer_are_unfit(string mode)
    {
        await using var server = await HolderServer.StartAsync(_police, http => RawAnswers.WriteAsync(http, mode));
        var before = GC.GetTotalAllocatedBytes();

        var answer = await _holders.FetchAsync(server.Agency(), AnOrder(), CancellationToken.None);

        answer.ShouldBeOfType<HolderAnswer.Unfit>();
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(50L << 20);
    }

    [Fact]
    public async Task Something_else_at_the_address_is_away()
    {
        await using var server = await HolderServer.StartAsync(_police, http => RawAnswers.WriteAsync(http, "a web page"));

        (await _holders.FetchAsync(server.Agency(), AnOrder(), CancellationToken.None)).ShouldBe(new HolderAnswer.Away());
    }

    [Fact]
    public async Task An_answer_that_drips_is_away_when_its_time_is_up()
    {
        await using var server = await HolderServer.StartAsync(_police, http => RawAnswers.WriteAsync(http, "drip"));
        var clock = Stopwatch.StartNew();

        var answer = await _holders.FetchAsync(server.Agency(), AnOrder(TimeSpan.FromMilliseconds(500)), CancellationToken.None);

        answer.ShouldBe(new HolderAnswer.Away());
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    public static TheoryData<string> StrangeCertificates => ["other authority", "not registered", "expired"];

    [Theory]
    [MemberData(nameof(StrangeCertificates))]
    public async Task A_holder_that_shows_another_certificate_gets_no_request(string what)
    {
        var wish = new CertificateWish("fr-21-police");
        var certificate = what switch
        {
            "other authority" => _stranger.Issue(wish),
            "expired" => _authority.Issue(wish with
            {
                NotBefore = DateTimeOffset.UtcNow.AddDays(-2),
                NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
            }),
            _ => _authority.Issue(wish),
        };
        await using var server = await HolderServer.StartAsync(certificate);
        var agency = what == "not registered" ? server.Agency(registered: _server.Certificate) : server.Agency();

        (await _holders.FetchAsync(agency, AnOrder(), CancellationToken.None)).ShouldBe(new HolderAnswer.Away());

        server.Holder.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task After_many_absences_a_holder_is_left_alone_for_a_while()
    {
        _server.Holder.Script = (_, _) => throw new RpcException(new Status(StatusCode.Unavailable, ""));
        for (var call = 0; call < 30; call++)
        {
            (await FetchAsync()).ShouldBe(new HolderAnswer.Away());
        }

        _server.Holder.Calls.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task One_holder_that_hangs_does_not_hold_up_another()
    {
        await using var quick = await HolderServer.StartAsync(_authority.Issue(new CertificateWish("fr-21-social")));
        quick.Holder.Script = (request, _) => Task.FromResult(Record(request.SubjectId));
        _server.Holder.Script = Hang;
        var hanging = Enumerable.Range(0, 12).Select(_ => FetchAsync(TimeSpan.FromSeconds(2))).ToList();
        var clock = Stopwatch.StartNew();

        var answer = await _holders.FetchAsync(quick.Agency("fr-21-social"), AnOrder(), CancellationToken.None);

        answer.ShouldBeOfType<HolderAnswer.Values>();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
        (await Task.WhenAll(hanging)).ShouldAllBe(each => each is HolderAnswer.Away);
    }

    private static TrialAuthority Authority(string name) =>
        TrialAuthority.Create(name, TimeProvider.System, RandomNumberGenerator.Create());

    private static async Task<FetchResponse> Hang(FetchRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        return new FetchResponse();
    }

    private static FetchResponse Record(string subject, params HeldValue[] values)
    {
        var record = new HeldRecord { SubjectId = subject };
        record.Values.AddRange(values);
        return new FetchResponse { Record = record };
    }

    private static FetchOrder AnOrder(TimeSpan? deadline = null) => new()
    {
        Disclosure = DisclosureId.Parse("01JQ8Z5Z5Z5Z5Z5Z5Z5Z5Z5Z5Z"),
        Order = new Receipt("header.payload.signature~", "proof"),
        OrderIndex = 7,
        SubjectId = "P-1",
        Paths = ["subject.birth_date", "subject.first_name"],
        ExpireTime = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero),
        Recipient = AgencyId.Parse("fr-21-social"),
        Purpose = "support.service_planning",
        Limits = FetchLimits.Standard with { Deadline = deadline ?? TimeSpan.FromSeconds(5), SizeBytesMax = AnswerBytesMax },
    };

    private GrpcRecordHolder Holders() => new(
        new HolderChannelOptions
        {
            Certificate = _authority.Issue(new CertificateWish("sharebroker")),
            Authorities = [_authority.Certificate],
            CallsMax = 4,
            QueueMax = 8,
        },
        TimeProvider.System);

    private Task<HolderAnswer> FetchAsync(TimeSpan? deadline = null) =>
        _holders.FetchAsync(_server.Agency(), AnOrder(deadline), CancellationToken.None);
}
