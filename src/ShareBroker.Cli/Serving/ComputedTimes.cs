namespace ShareBroker.Cli.Serving;

/// <summary>Processor time of a run, of all threads.</summary>
/// <param name="Broker">The broker's process.</param>
/// <param name="Agencies">This process: the holder that verifies orders, and the callers that verify what they are answered.</param>
internal readonly record struct ComputedTimes(TimeSpan Broker, TimeSpan Agencies)
{
    public static ComputedTimes Of(ProcessBroker broker) => new(broker.ProcessorTime, Environment.CpuUsage.TotalTime);

    /// <summary>Milliseconds for each of some calls since an earlier look.</summary>
    public (double Broker, double Agencies) MsACallSince(ComputedTimes earlier, int calls) => calls == 0
        ? (0, 0)
        : ((Broker - earlier.Broker).TotalMilliseconds / calls, (Agencies - earlier.Agencies).TotalMilliseconds / calls);
}
