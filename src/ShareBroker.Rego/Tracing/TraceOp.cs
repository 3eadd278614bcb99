namespace ShareBroker.Rego.Tracing;

/// <summary>What a step of a traced evaluation is, in the words of OPA's traces.</summary>
internal enum TraceOp
{
    Enter,
    Exit,
    Eval,
    Redo,
    Fail,
    Duplicate,
    Note,
    Index,
    Unify,
    TestCase,
}
