using ShareBroker.Policies.Packs;

namespace ShareBroker.Policies.Mutating;

/// <summary>Policies with one fault put into them.</summary>
/// <param name="Id">Where and what, stable as long as that place stays: <c>fr.cpr-3 when.either.role dropped</c>.</param>
/// <param name="Rule">Id of the rule whose row it is; empty for a fault in a Rego body.</param>
/// <param name="File">The file with the fault.</param>
public sealed record Mutant(string Id, string Rule, PolicyFile File);
