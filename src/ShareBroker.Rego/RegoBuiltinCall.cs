using ShareBroker.Rego.Builtins;

namespace ShareBroker.Rego;

/// <summary>What an evaluation lends to a host's builtin for one call. Do not keep it.</summary>
public sealed class RegoBuiltinCall
{
    private readonly BuiltinContext _context;

    internal RegoBuiltinCall(BuiltinContext context) => _context = context;

    /// <summary>The time of the whole evaluation, in nanoseconds since 1970 (UTC); the same as <c>time.now_ns</c>.</summary>
    public long NowNanoseconds => _context.NowNanoseconds;

    /// <summary>The caller's way to give up. A function that waits must watch it.</summary>
    public CancellationToken CancellationToken => _context.Meter.CancellationToken;

    /// <summary>Charges work to the evaluation's budget; call it in loops.</summary>
    /// <param name="steps">Roughly the number of simple operations, not negative.</param>
    /// <exception cref="Exception">The budget is used up; let it pass.</exception>
    public void Work(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        _context.Meter.Work(steps);
    }

    /// <summary>Charges memory to the evaluation's budget; call it before a large result is made.</summary>
    /// <param name="bytes">Roughly the size, not negative.</param>
    /// <exception cref="Exception">The budget is used up; let it pass.</exception>
    public void Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _context.Meter.Allocate(bytes);
    }
}
