namespace ShareBroker.Rego.Tracing;

/// <summary>Hears every step of a traced evaluation.</summary>
internal interface ITracer
{
    /// <summary>Whether it reads the values of variables, which costs much.</summary>
    bool WantsLocals { get; }

    void Hear(TraceEvent step);
}
