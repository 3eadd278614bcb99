namespace ShareBroker.Client.Holding;

/// <summary>A record file or a mapping cannot be used. The message names the file's kind and the fault, never its content.</summary>
public sealed class RecordFileException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>A stable word for programs.</summary>
    public string Code { get; } = code;
}
