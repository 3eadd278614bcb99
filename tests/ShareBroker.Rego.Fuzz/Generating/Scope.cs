namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>The variables that a term may use; made larger by each statement that binds one.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly Place? _variable;

    private Scope(Scope? outer, Place? variable, bool many)
    {
        _outer = outer;
        _variable = variable;
        AllowsMany = many;
    }

    public static Scope Empty { get; } = new(null, null, many: false);

    /// <summary>Whether a term may have many values (<c>xs[_]</c>): not where a rule must have one.</summary>
    public bool AllowsMany { get; }

    public IEnumerable<Place> Variables
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope._outer)
            {
                if (scope._variable is { } variable)
                {
                    yield return variable;
                }
            }
        }
    }

    public Scope With(string name, Shape shape) => new(this, new Place(name, shape), AllowsMany);

    public Scope Many() => new(this, null, many: true);
}
