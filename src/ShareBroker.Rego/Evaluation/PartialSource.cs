using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What adds to a document: a partial rule, or complete rules further down the same document.</summary>
/// <param name="Suffix">The keys below the document's path, constants or variables.</param>
/// <param name="Rule">The partial rule, or null.</param>
/// <param name="Complete">The complete rules, or null.</param>
internal sealed record PartialSource(IReadOnlyList<Term> Suffix, Rule? Rule, CompleteRules? Complete);
