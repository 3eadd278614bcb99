using System.Runtime.InteropServices;

namespace ShareBroker.Rego.Tests.Evaluation;

/// <summary>
/// Time as the calling thread spends it, so that what else the machine does is not counted. Where the system does not tell, the time of
/// the wall.
/// </summary>
internal sealed class ThreadClock : TimeProvider
{
    private const int ThreadCpuTime = 3;

    public static ThreadClock Instance { get; } = new();

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => OperatingSystem.IsLinux() && Read(ThreadCpuTime, out var spent) == 0
        ? (spent.Seconds * TimestampFrequency) + spent.Nanoseconds
        : (long)System.GetElapsedTime(0).TotalNanoseconds;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Read(int clock, out Spent spent);

    [StructLayout(LayoutKind.Sequential)]
    private struct Spent
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
