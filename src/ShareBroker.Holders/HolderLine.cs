using Grpc.Core;
using Grpc.Net.Client;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Wire.V1;

namespace ShareBroker.Holders;

/// <summary>The line to one holder: its channel, its places, its breaker. What happens on one line is not felt on another.</summary>
internal sealed class HolderLine : IDisposable
{
    private const int EnvelopeBytes = 16 * 1024;

    private static readonly ResiliencePropertyKey<TimeSpan> Deadline = new("deadline");

    private readonly GrpcChannel _channel;
    private readonly RecordHolder.RecordHolderClient _client;
    private readonly Bulkhead _bulkhead;
    private readonly ResiliencePipeline<HolderAnswer> _pipeline;

    public HolderLine(HolderAgency holder, Uri address, int answerBytesMax, HolderChannelOptions options, TimeProvider time)
    {
        Holder = holder;
        _bulkhead = new Bulkhead(options.CallsMax, options.QueueMax);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = HolderTls.Handler(options, holder),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = answerBytesMax + EnvelopeBytes,

            // None at all: what is not inflated cannot explode.
            CompressionProviders = [],
        });
        _client = new RecordHolder.RecordHolderClient(_channel);
        _pipeline = new ResiliencePipelineBuilder<HolderAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HolderAnswer>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = options.BreakTime,
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Result is HolderAnswer.Away || arguments.Outcome.Exception is TimeoutRejectedException),
            })
            .AddTimeout(new TimeoutStrategyOptions
            {
                TimeoutGenerator = static arguments => ValueTask.FromResult(
                    arguments.Context.Properties.GetValue(Deadline, TimeSpan.FromSeconds(1))),
            })
            .Build();
    }

    /// <summary>The holder as it was registered when the line was opened.</summary>
    public HolderAgency Holder { get; }

    public async Task<HolderAnswer> FetchAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Deadline, order.Limits.Deadline);
        try
        {
            // Waiting in line counts towards the time as well, so that a queue behind a slow holder cannot outlast its order.
            return await _pipeline.ExecuteAsync(
                static async (inner, state) => await state.Line.EnterAndAskAsync(state.Order, inner.CancellationToken),
                context,
                (Line: this, Order: order));
        }
        catch (Exception fault) when (fault is BrokenCircuitException or TimeoutRejectedException)
        {
            return new HolderAnswer.Away();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _channel.Dispose();
        _bulkhead.Dispose();
    }

    private async Task<HolderAnswer> EnterAndAskAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        if (!await _bulkhead.TryEnterAsync(cancellationToken))
        {
            return new HolderAnswer.Away();
        }

        try
        {
            return AnswerMapping.ToAnswer(await _client.FetchAsync(
                AnswerMapping.ToMessage(order), new CallOptions(cancellationToken: cancellationToken)));
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken);
        }
        catch (RpcException fault)
        {
            return AnswerMapping.ToAnswer(fault);
        }
        finally
        {
            _bulkhead.Leave();
        }
    }
}
