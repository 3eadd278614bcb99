using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Compilation.Safety;

/// <summary>Variables that no order of a body binds, each with the expressions that need them.</summary>
internal sealed class UnsafeVars
{
    private readonly Dictionary<Expr, HashSet<string>> _found = new(ReferenceEqualityComparer.Instance);

    public bool IsEmpty => _found.Values.All(static names => names.Count == 0);

    public void Add(Expr expr, IEnumerable<string> names)
    {
        if (!_found.TryGetValue(expr, out var known))
        {
            _found[expr] = known = Vars.New();
        }

        known.UnionWith(names);
    }

    public void Add(UnsafeVars others)
    {
        foreach (var (expr, names) in others._found)
        {
            Add(expr, names);
        }
    }

    /// <summary>One fault for each written variable at its first place; when all are the compiler's own, one for each expression.</summary>
    public IEnumerable<RegoError> Errors(Func<string, string> written)
    {
        var first = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var (expr, names) in _found)
        {
            foreach (var name in names)
            {
                var place = PlaceOf(name, expr);
                if (!first.TryGetValue(name, out var known) || Before(place, known))
                {
                    first[name] = place;
                }
            }
        }

        var errors = first
            .Select(pair => (Name: written(pair.Key), Place: pair.Value))
            .Where(static pair => !pair.Name.StartsWith("__local", StringComparison.Ordinal))
            .OrderBy(static pair => (pair.Place.Row, pair.Place.Column)).ThenBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => Error(pair.Place, $"var {(pair.Name.StartsWith('$') ? "_" : pair.Name)} is unsafe{Hint(pair.Name)}"))
            .ToArray();
        return errors.Length > 0 ? errors : GeneratedErrors();
    }

    // In the old grammar a younger keyword that nobody imported is a name like any other.
    private static string Hint(string name) => TokenNames.Keywords.TryGetValue(name, out var keyword) && TokenNames.IsOptional(keyword)
        ? $" (hint: `import future.keywords.{name}` to import a future keyword)"
        : string.Empty;

    // What only the call in `x = f(y)` needs is missing where the call stands, which may be on a row of its own.
    private static Location PlaceOf(string name, Expr expr) =>
        Equation.Is(expr) && expr.Call is { Arguments: [var left, Term.Call inner] } && !Vars.Of(left).Contains(name)
            ? inner.Location
            : expr.Location;

    private IEnumerable<RegoError> GeneratedErrors()
    {
        var seen = Vars.New();
        foreach (var (expr, names) in _found.OrderBy(static pair => pair.Key.Location.Row).ThenBy(static pair => pair.Key.Location.Column))
        {
            var before = seen.Count;
            seen.UnionWith(names);
            if (seen.Count > before)
            {
                yield return Error(expr.Location, "expression is unsafe");
            }
        }
    }

    private static bool Before(Location a, Location b) => (a.Row, a.Column).CompareTo((b.Row, b.Column)) < 0;

    private static RegoError Error(Location place, string message) => new(ErrorCodes.UnsafeVar, message, place);
}
