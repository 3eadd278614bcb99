namespace ShareBroker.Rego.Values;

/// <summary>
/// Counts what one evaluation uses and stops it at its limits. Not safe for use from several threads.
/// Every method throws <see cref="BudgetExceededException"/> at a limit, and <see cref="OperationCanceledException"/> when the
/// caller gave up.
/// </summary>
internal sealed class EvaluationMeter
{
    // Asking the clock and the token costs far more than counting, so they are asked once in so many steps.
    private const long StepsBetweenChecks = 1024;

    private readonly long _stepsMax;
    private readonly TimeSpan _time;
    private readonly long _memoryMaxBytes;
    private readonly long _outputMaxBytes;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _cancellationToken;
    private readonly long _startTimestamp;
    private long _steps;
    private long _nextCheckAtSteps = StepsBetweenChecks;
    private long _allocatedBytes;
    private long _outputBytes;

    /// <summary>Starts the clock of one evaluation.</summary>
    public EvaluationMeter(
        long stepsMax, TimeSpan time, long memoryMaxBytes, int outputMaxBytes, TimeProvider clock, CancellationToken cancellationToken)
    {
        _stepsMax = stepsMax;
        _time = time;
        _memoryMaxBytes = memoryMaxBytes;
        _outputMaxBytes = outputMaxBytes;
        _clock = clock;
        _cancellationToken = cancellationToken;
        _startTimestamp = clock.GetTimestamp();
        _nextCheckAtSteps = Math.Min(StepsBetweenChecks, stepsMax);
    }

    /// <summary>The caller's way to give up.</summary>
    public CancellationToken CancellationToken => _cancellationToken;

    /// <summary>Steps taken so far.</summary>
    public long Steps => _steps;

    /// <summary>Bytes charged so far; memory that was freed stays charged.</summary>
    public long AllocatedBytes => _allocatedBytes;

    /// <summary>Charges work. The cheapest call here: made in every loop.</summary>
    public void Step(int count = 1)
    {
        _steps += count;
        if (_steps >= _nextCheckAtSteps)
        {
            Check();
        }
    }

    /// <summary>Charges work proportional to a length that may be large.</summary>
    public void Work(long units)
    {
        _steps = units > long.MaxValue - _steps ? long.MaxValue : _steps + units;
        if (_steps >= _nextCheckAtSteps)
        {
            Check();
        }
    }

    /// <summary>Looks at the clock and the caller's token now, for work that was charged at once and takes its time.</summary>
    public void Look() => Check();

    /// <summary>Charges memory, before it is taken.</summary>
    public void Allocate(long bytes)
    {
        _allocatedBytes = bytes > long.MaxValue - _allocatedBytes ? long.MaxValue : _allocatedBytes + bytes;
        if (_allocatedBytes > _memoryMaxBytes)
        {
            throw new BudgetExceededException(BudgetExceededException.Memory, "the evaluation uses more memory than its budget allows");
        }
    }

    /// <summary>Charges bytes of the result that leaves the evaluation.</summary>
    public void Output(long bytes)
    {
        _outputBytes = bytes > long.MaxValue - _outputBytes ? long.MaxValue : _outputBytes + bytes;
        if (_outputBytes > _outputMaxBytes)
        {
            throw new BudgetExceededException(BudgetExceededException.Output, "the result is larger than its budget allows");
        }
    }

    private void Check()
    {
        if (_steps > _stepsMax)
        {
            throw new BudgetExceededException(BudgetExceededException.Steps, "the evaluation takes more steps than its budget allows");
        }

        _cancellationToken.ThrowIfCancellationRequested();
        if (_clock.GetElapsedTime(_startTimestamp) > _time)
        {
            throw new BudgetExceededException(BudgetExceededException.Time, "the evaluation takes more time than its budget allows");
        }

        _nextCheckAtSteps = Math.Min(_steps + StepsBetweenChecks, Math.Max(_stepsMax, _steps + 1));
    }
}
