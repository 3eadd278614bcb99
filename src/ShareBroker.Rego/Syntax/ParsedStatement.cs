using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>What stands at the top level of a text, before it is known whether it belongs there. A closed family.</summary>
internal abstract record ParsedStatement(Location Location)
{
    private ParsedStatement(Location location, bool closed)
        : this(location) => _ = closed;

    public sealed record PackageStatement(Location Location, Package Package) : ParsedStatement(Location, true);

    public sealed record ImportStatement(Location Location, Import Import) : ParsedStatement(Location, true);

    public sealed record RuleStatement(Location Location, WrittenRule Rule) : ParsedStatement(Location, true);

    /// <summary>An expression; in a module it may still be a rule's head without a body.</summary>
    public sealed record Query(Location Location, Body Body) : ParsedStatement(Location, true);
}
