using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What one set of rules was found to be. Undefined is known too: a null value that is <see cref="MemoState.Known"/>.</summary>
internal struct MemoCell
{
    public MemoState State;

    public RegoValue? Value;

    /// <summary>Single keys or arguments that were asked for.</summary>
    public ArgumentMemo? ByKey;

    /// <summary>Calls with several arguments.</summary>
    public CallMemo? ByCall;

    /// <summary>Forgets what was found, but keeps the room for it.</summary>
    public void Clear()
    {
        State = MemoState.Unknown;
        Value = null;
        ByKey?.Clear();
        ByCall?.Clear();
    }
}
