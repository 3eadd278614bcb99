using ShareBroker.Policies.Vocabularies;

namespace ShareBroker.Policies.Tables;

/// <summary>A path and the path groups it belongs to, itself included.</summary>
internal sealed record CatalogueField(CataloguePath Path, IReadOnlySet<string> Within);
