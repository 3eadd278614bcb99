namespace ShareBroker.Rego.Values;

/// <summary>A text is not JSON that this library accepts. The message names a position and never quotes the text.</summary>
public sealed class RegoJsonException : Exception
{
    /// <summary>Makes the exception for a fault at a byte position.</summary>
    public RegoJsonException(string message, int position)
        : this(message, position, isLimit: false)
    {
    }

    internal RegoJsonException(string message, int position, bool isLimit)
        : base($"{message} (at byte {position})")
    {
        Position = position;
        IsLimit = isLimit;
    }

    /// <summary>Always <c>rego_json_error</c>.</summary>
    public string Code { get; } = "rego_json_error";

    /// <summary>Whether the text may be sound but is more than its reader accepts.</summary>
    public bool IsLimit { get; }

    /// <summary>Where the fault lies, in bytes from the start.</summary>
    public int Position { get; }
}
