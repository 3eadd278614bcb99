using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>The directives of one document and those that every schema has, and whether a use of one is right.</summary>
internal sealed class DirectiveRules
{
    private const string Everywhere =
        """
        directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @deprecated(reason: String = "No longer supported")
          on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        directive @specifiedBy(url: String!) on SCALAR
        directive @defer(if: Boolean = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @oneOf on INPUT_OBJECT
        """;

    private readonly Dictionary<string, RegoObject> _byName = new(StringComparer.Ordinal);
    private readonly BuiltinContext _context;

    public DirectiveRules(BuiltinContext context, RegoObject document)
    {
        _context = context;
        foreach (var known in new SchemaParser(Everywhere, context).Read().Tree.List("Directives"))
        {
            _byName[known.Text("Name")] = known;
        }

        All = document.List("Directives");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directive in All)
        {
            // A schema may write down those that exist anyway, once.
            AreUnique &= seen.Add(directive.Text("Name"));
            _byName[directive.Text("Name")] = directive;
        }
    }

    public bool AreUnique { get; } = true;

    /// <summary>The directives that the document defines.</summary>
    public List<RegoObject> All { get; }

    public RegoObject? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the argument must be given: never null and without a default.</summary>
    public static bool IsRequired(RegoObject argument) =>
        argument.Get(RegoString.Of("Type")) is RegoObject type && type.Flag("NonNull")
            && argument.Get(RegoString.Of("DefaultValue")) is null;

    /// <summary>
    /// Whether each use names a directive, at a place it allows; none may use itself. Arguments are not looked at, as in OPA 1.4.2.
    /// </summary>
    public bool Accepts(List<RegoObject> uses, string place, string? within) => uses.All(use =>
    {
        _context.Meter.Step();
        return use.Text("Name") != within
            && _byName.TryGetValue(use.Text("Name"), out var known)
            && known.Texts("Locations").Contains(place);
    });
}
