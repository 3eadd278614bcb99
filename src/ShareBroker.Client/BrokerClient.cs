using System.IO.Compression;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using ShareBroker.Client.Asking;
using ShareBroker.Receipts;
using ShareBroker.Wire.Compression;
using ShareBroker.Wire.V1;

namespace ShareBroker.Client;

/// <summary>
/// Asks a broker for one agency and one person, and hands on only answers whose receipt is good and fits them. Safe for many threads;
/// keep one
/// for each person who acts.
/// </summary>
public sealed class BrokerClient : IDisposable
{
    private readonly BrokerClientOptions _options;
    private readonly TimeProvider _time;
    private readonly GrpcChannel _channel;
    private readonly DisclosureService.DisclosureServiceClient _disclosures;

    /// <summary>A client; it connects with the first call.</summary>
    /// <param name="options">Address, certificates and trust.</param>
    /// <param name="tokens">Who acts. The client does not dispose it.</param>
    /// <param name="time">Deadlines.</param>
    public BrokerClient(BrokerClientOptions options, IAccessTokens tokens, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        var person = CallCredentials.FromInterceptor(async (context, metadata) =>
            metadata.Add("authorization", $"Bearer {await tokens.GetAsync(context.CancellationToken).ConfigureAwait(false)}"));
        _channel = GrpcChannel.ForAddress(options.Address, new GrpcChannelOptions
        {
            HttpHandler = MutualTls.Handler(options.Certificate, options.Authorities),
            DisposeHttpClient = true,
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, person),
            MaxReceiveMessageSize = options.AnswerBytesMax,
            CompressionProviders = [new BoundedGzipCompressionProvider(options.AnswerBytesMax, CompressionLevel.Fastest)],
        });
        Answers = new AnswerVerifier(new ReceiptVerifier(options.Trust, options.StatementKeys), options.AgencyId);
        _disclosures = new DisclosureService.DisclosureServiceClient(_channel);
        Cases = new CaseService.CaseServiceClient(_channel);
        Registers = new RegistryService.RegistryServiceClient(_channel);
        Receipts = new ReceiptService.ReceiptServiceClient(_channel);
        Policies = new PolicyService.PolicyServiceClient(_channel);
    }

    /// <summary>Judges answers; the same that this client uses.</summary>
    public AnswerVerifier Answers { get; }

    /// <summary>Cases, as generated from the contract.</summary>
    public CaseService.CaseServiceClient Cases { get; }

    /// <summary>Registers, as generated from the contract.</summary>
    public RegistryService.RegistryServiceClient Registers { get; }

    /// <summary>Receipts and the log, as generated from the contract.</summary>
    public ReceiptService.ReceiptServiceClient Receipts { get; }

    /// <summary>The policies in force, as generated from the contract.</summary>
    public PolicyService.PolicyServiceClient Policies { get; }

    /// <summary>Asks for a disclosure. The same key with the same terms may be sent again and again.</summary>
    /// <param name="idempotencyKey">16 to 128 characters, unique in the agency.</param>
    /// <param name="terms">What is asked, of whom and why.</param>
    /// <param name="cancellationToken">Gives up waiting; the disclosure may go on.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    /// <exception cref="ReceiptMismatchException">An answer that may not be used.</exception>
    public Task<VerifiedAnswer> DiscloseAsync(string idempotencyKey, DisclosureTerms terms, CancellationToken cancellationToken) =>
        AnswerAsync(
            terms,
            async () =>
            {
                var request = new DiscloseRequest { IdempotencyKey = idempotencyKey, Terms = terms };
                return (await _disclosures.DiscloseAsync(request, Options(cancellationToken)).ConfigureAwait(false)).Disclosure;
            });

    /// <summary>Brings values of the own record to a recipient.</summary>
    /// <param name="request">Key, terms and values.</param>
    /// <param name="cancellationToken">Gives up waiting; the referral may go on.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    /// <exception cref="ReceiptMismatchException">An answer that may not be used.</exception>
    public Task<VerifiedAnswer> ReferAsync(ReferRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AnswerAsync(
            request.Terms,
            async () => (await _disclosures.ReferAsync(request, Options(cancellationToken)).ConfigureAwait(false)).Disclosure);
    }

    /// <summary>Asks what would be decided; nothing is disclosed.</summary>
    /// <param name="terms">What would be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    /// <exception cref="ReceiptMismatchException">An answer that may not be used.</exception>
    public Task<VerifiedAnswer> PreviewAsync(DisclosureTerms terms, CancellationToken cancellationToken) =>
        AnswerAsync(
            terms,
            async () => (await _disclosures.PreviewAsync(
                new PreviewRequest { Terms = terms }, Options(cancellationToken)).ConfigureAwait(false)).Disclosure);

    /// <summary>How a disclosure stands.</summary>
    /// <param name="disclosureId">Id from an earlier answer.</param>
    /// <param name="terms">What was asked, so that the answer can be held against it; null when that is not at hand.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    /// <exception cref="ReceiptMismatchException">An answer that may not be used.</exception>
    public Task<VerifiedAnswer> GetAsync(string disclosureId, DisclosureTerms? terms, CancellationToken cancellationToken) =>
        AnswerAsync(
            terms,
            async () => (await _disclosures.GetDisclosureAsync(
                new GetDisclosureRequest { DisclosureId = disclosureId }, Options(cancellationToken)).ConfigureAwait(false)).Disclosure);

    /// <summary>The state at once and after each change, up to the final one.</summary>
    /// <param name="disclosureId">Id from an earlier answer.</param>
    /// <param name="terms">What was asked, or null.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    /// <exception cref="ReceiptMismatchException">An answer that may not be used.</exception>
    public async IAsyncEnumerable<VerifiedAnswer> WatchAsync(
        string disclosureId, DisclosureTerms? terms, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _disclosures.WatchDisclosure(
            new WatchDisclosureRequest { DisclosureId = disclosureId }, new CallOptions(cancellationToken: cancellationToken));
        while (await NextAsync(call.ResponseStream, cancellationToken).ConfigureAwait(false))
        {
            yield return Answers.Verify(call.ResponseStream.Current.Disclosure, terms);
        }
    }

    /// <summary>
    /// Confirms a release over the leaf hash that this client computed itself; only confirmed releases count as earlier receipts. Gives the
    /// index of the confirmation.
    /// </summary>
    /// <param name="answer">The release.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BrokerCallException">No answer.</exception>
    public async Task<long> ConfirmAsync(VerifiedAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var request = new ConfirmReceiptRequest
        {
            Index = checked((ulong)answer.ReceiptIndex),
            LeafHash = ByteString.CopyFrom(answer.LeafHash.Span),
        };
        try
        {
            var confirmed = await Receipts.ConfirmReceiptAsync(request, Options(cancellationToken)).ConfigureAwait(false);
            return checked((long)confirmed.Index);
        }
        catch (RpcException fault)
        {
            throw BrokerCallException.From(fault);
        }
    }

    /// <summary>Options of one call with this client's deadline, for the generated clients.</summary>
    public CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: _time.GetUtcNow().UtcDateTime + _options.AnswerTimeMax, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();

    private static async Task<bool> NextAsync(IAsyncStreamReader<WatchDisclosureResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken);
        }
        catch (RpcException fault)
        {
            throw BrokerCallException.From(fault);
        }
    }

    private async Task<VerifiedAnswer> AnswerAsync(DisclosureTerms? terms, Func<Task<Disclosure>> ask)
    {
        Disclosure answer;
        try
        {
            answer = await ask().ConfigureAwait(false);
        }
        catch (RpcException fault)
        {
            throw BrokerCallException.From(fault);
        }

        return Answers.Verify(answer, terms);
    }
}
