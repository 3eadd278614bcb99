using System.Runtime.InteropServices;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Executions of one program that wait for the next evaluation, one place for each of a few threads. Without locks: a thread that finds
/// its place empty makes a new one. They hold no values, and they go with the program.
/// </summary>
internal sealed class ExecutionPool(Program program)
{
    private const int Mask = 63;

    private readonly Place[] _places = new Place[Mask + 1];

    public Execution Rent() =>
        Interlocked.Exchange(ref _places[Environment.CurrentManagedThreadId & Mask].Idle, null) ?? new Execution(program);

    public void Return(Execution run) => Volatile.Write(ref _places[Environment.CurrentManagedThreadId & Mask].Idle, run);

    // As wide as a cache line, so that threads do not slow one another down.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Place
    {
        public Execution? Idle;
    }
}
