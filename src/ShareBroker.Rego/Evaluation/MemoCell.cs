using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What one set of rules was found to be. Undefined is known too: a null value that is <see cref="MemoState.Known"/>.</summary>
internal struct MemoCell
{
    public MemoState State;

    public RegoValue? Value;

    /// <summary>Single keys that were looked up before the whole was known.</summary>
    public Dictionary<RegoValue, RegoValue?>? ByKey;
}
