using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Residuals;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>
/// The conditions under which a query holds: it holds for an input exactly when one of <see cref="Queries"/> does, asked of the same
/// modules and data together with <see cref="Support"/>.
/// </summary>
/// <remarks>Where the query itself would end in an error, such as a conflict between definitions, so does a residual query.</remarks>
public sealed class PartialResult
{
    private readonly IReadOnlyList<IReadOnlyList<Expr>> _bodies;
    private readonly IReadOnlyList<SupportModule> _support;

    internal PartialResult(IReadOnlyList<IReadOnlyList<Expr>> bodies, IReadOnlyList<SupportModule> support)
    {
        _bodies = bodies;
        _support = support;
        Queries = [.. bodies.Select(static body => body.Count == 0 ? "true" : ResidualText.Of(body))];
        Support = [.. support.Select(static module => new RegoSource(
            string.Join('/', module.Package) + ".rego", ResidualText.Of(module)))];
    }

    /// <summary>Rego v1 queries, one condition each, the expressions on lines of their own; <c>true</c> for one that always holds.
    /// Empty when the query can never hold.</summary>
    public IReadOnlyList<string> Queries { get; }

    /// <summary>Modules below <c>data.partial</c> that the queries refer to, for what cannot be said in a query.</summary>
    public IReadOnlyList<RegoSource> Support { get; }

    /// <summary>Whether no value of the unknown makes the query hold.</summary>
    public bool NeverHolds => _bodies.Count == 0;

    /// <summary>Whether the query holds whatever the unknown is.</summary>
    public bool AlwaysHolds => _bodies.Any(static body => body.Count == 0);

    /// <summary>The values that a variable of the query may still have.</summary>
    /// <param name="variable">Its name as the query has it.</param>
    /// <returns>Each value once; null when some condition leaves it open.</returns>
    public IReadOnlyCollection<RegoValue>? ValuesOf(string variable)
    {
        var values = new HashSet<RegoValue>();
        foreach (var body in _bodies)
        {
            if (body.Select(expr => ValueOf(expr, variable)).FirstOrDefault(static value => value is not null) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>The result as OPA's Compile API gives it: <c>{"queries": […], "support": […]}</c>, syntax trees in OPA's JSON form;
    /// absent members mean empty, and an empty query always holds.</summary>
    /// <returns>Compact JSON.</returns>
    public string ToJson() => ResidualJson.Of(_bodies, _support);

    /// <summary>Queries and modules as Rego, under headings.</summary>
    /// <returns>Lines of text.</returns>
    public override string ToString()
    {
        var queries = _bodies.Select(static (body, i) => $"# Query {i + 1}\n{ResidualText.Of(body)}\n");
        var modules = Support.Select(static (module, i) => $"# Module {i + 1}\n{module.Text}");
        return string.Join('\n', queries.Concat(modules));
    }

    private static RegoValue? ValueOf(Expr expr, string variable) =>
        expr is { Negated: false, Withs.Count: 0 } && Equation.Is(expr)
            ? (expr.Call!.Arguments[0], expr.Call.Arguments[1]) switch
            {
                (Term.Var { Name: var left }, Term.Constant { Value: var value }) when left == variable => value,
                (Term.Constant { Value: var value }, Term.Var { Name: var right }) when right == variable => value,
                _ => null,
            }
            : null;
}
