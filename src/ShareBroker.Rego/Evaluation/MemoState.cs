namespace ShareBroker.Rego.Evaluation;

/// <summary>How far the evaluation of a set of rules has come.</summary>
internal enum MemoState : byte
{
    Unknown,
    InProgress,
    Known,
}
