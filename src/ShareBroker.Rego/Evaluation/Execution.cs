using System.Runtime.CompilerServices;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// All that changes while one query is evaluated for one input. Used by one thread, from <see cref="Begin"/> to <see cref="End"/>; then
/// by another evaluation of the same program, so that frames and memos are made once.
/// </summary>
internal sealed class Execution(Program program)
{
    private const int FramesKept = 64;
    private const int MemosKept = 16;

    // The runtime vouches for 128 kB when asked; it is asked again after half of that.
    private const int StackBetweenChecks = 64 * 1024;

    private readonly Stack<MemoCell[]> _freeMemos = new();
    private Frame[] _frames = new Frame[16];
    private int _depth;
    private int _deepest;
    private int _depthMax;
    private nint _stackFloor = nint.MaxValue;

    public EvaluationMeter Meter { get; private set; } = null!;

    public BuiltinContext Builtins { get; private set; } = null!;

    public EvaluationEnvironment Environment { get; private set; } = null!;

    /// <summary>Collectors of array comprehensions.</summary>
    public Spares<ItemCollector> Items { get; } = new(static () => new ItemCollector());

    /// <summary>Collectors of set comprehensions and of rules that make sets.</summary>
    public Spares<RegoSet.Builder> Sets { get; } = new(static () => new RegoSet.Builder());

    /// <summary>Collectors of object comprehensions.</summary>
    public Spares<RegoObject.Builder> Objects { get; } = new(static () => new RegoObject.Builder());

    /// <summary>Collectors of partial rules.</summary>
    public Spares<DocumentBuilder> Documents { get; } = new(static () => new DocumentBuilder());

    /// <summary>What <c>input</c>, <c>data</c> and functions mean at this moment; <c>with</c> replaces it for a while.</summary>
    public Scope Scope { get; set; } = null!;

    /// <summary>
    /// Whether nobody can tell in which order members were visited when all of them are: no <c>print</c>, no strict errors.
    /// </summary>
    public bool OrderIsUnseen { get; private set; }

    /// <summary>A fault that ends the evaluation.</summary>
    public static RegoEvaluationException Conflict(Location location, string message) =>
        new(new RegoError("eval_conflict_error", message, location));

    /// <summary>Starts an evaluation.</summary>
    public void Begin(
        RegoValue? input, EvaluationMeter meter, BuiltinContext builtins, EvaluationEnvironment environment, int depthMax)
    {
        Meter = meter;
        Builtins = builtins;
        Environment = environment;
        OrderIsUnseen = environment.Print is null && !environment.StrictBuiltinErrors;
        _depthMax = depthMax;
        _stackFloor = nint.MaxValue;
        Scope = Scope.Outermost(program, input, RentMemo());
    }

    /// <summary>Forgets everything about an evaluation that ended in order. After a fault the whole object is dropped instead.</summary>
    public void End()
    {
        ReturnMemo(Scope.Memo);
        for (var i = 0; i < _deepest; i++)
        {
            _frames[i].Clear();
        }

        if (_frames.Length > FramesKept)
        {
            _frames = new Frame[16];
        }

        _deepest = 0;
        Scope = null!;
        Meter = null!;
        Builtins = null!;
        Environment = null!;
    }

    /// <summary>An empty memo for a scope.</summary>
    public MemoCell[] RentMemo() => _freeMemos.TryPop(out var memo) ? memo : new MemoCell[program.MemoCount];

    /// <summary>Gives the memo of a scope back that has ended.</summary>
    public void ReturnMemo(MemoCell[] memo)
    {
        if (_freeMemos.Count < MemosKept)
        {
            for (var i = 0; i < memo.Length; i++)
            {
                memo[i].Clear();
            }

            _freeMemos.Push(memo);
        }
    }

    /// <summary>A frame for a rule or function that begins; <see cref="Pop"/> gives it back.</summary>
    public Frame Push(BodySize size)
    {
        if (_depth >= _depthMax)
        {
            throw TooDeep();
        }

        KeepStack();
        Meter.Step();
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        var frame = _frames[_depth] ??= new Frame(this);
        _depth++;
        _deepest = Math.Max(_deepest, _depth);
        frame.Prepare(size);
        return frame;
    }

    public void Pop() => _depth--;

    /// <summary>Ends the evaluation in order before the host's stack would end the process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void KeepStack()
    {
        byte here = 0;
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
        if (address < _stackFloor)
        {
            AskForStack(address);
        }
    }

    // Asking the runtime costs far more than comparing addresses.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AskForStack(nint address)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }

        _stackFloor = address - StackBetweenChecks;
    }

    private static BudgetExceededException TooDeep() =>
        new(BudgetExceededException.Depth, "rules nest deeper than the evaluation's budget allows");
}
