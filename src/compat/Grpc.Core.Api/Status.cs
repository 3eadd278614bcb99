namespace Grpc.Core;

/// <summary>How a call ended: a code and a sentence. The default value is OK with no detail at all.</summary>
public struct Status
{
    /// <summary>OK with an empty detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled with an empty detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A code and a detail, both kept as given; unknown codes are allowed since peers may send them.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, debugException: null)
    {
    }

    /// <summary>A code, a detail and the exception behind them, which never leaves this side of the wire.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code that programs act on.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The sentence that people read; it is sent to the peer.</summary>
    public string Detail { get; }

    /// <summary>What went wrong on this side, for those who debug it, or null.</summary>
    public Exception? DebugException { get; }

    /// <summary>Code, detail and, where there is one, the exception's type and message; what an <see cref="RpcException"/> says.</summary>
    public override string ToString()
    {
        var cause = DebugException is null ? "" : $", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\"";
        return $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"{cause})";
    }
}
