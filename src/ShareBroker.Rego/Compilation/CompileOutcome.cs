using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation;

/// <summary>What compilation gave: the result, or every fault of the first stage that found one and no result.</summary>
internal sealed record CompileOutcome<T>(T? Result, IReadOnlyList<RegoError> Errors)
    where T : class;
