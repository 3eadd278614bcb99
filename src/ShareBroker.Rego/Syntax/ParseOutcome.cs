using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>What reading a text gave: the tree, or every fault that was found and no tree.</summary>
internal sealed record ParseOutcome<T>(T? Result, IReadOnlyList<RegoError> Errors)
    where T : class;
