namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// The variables that are bound where a plan stands. What a chain of its own binds is forgotten behind it, at the price of what it bound
/// and not of all that was bound before: a body may hold as many chains as variables.
/// </summary>
internal sealed class BoundNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Where the names stand now, for <see cref="ForgetSince"/>.</summary>
    public int Mark => _order.Count;

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether the name was not bound before.</summary>
    public bool Add(string name)
    {
        if (!_names.Add(name))
        {
            return false;
        }

        _order.Add(name);
        return true;
    }

    public void ForgetSince(int mark)
    {
        for (var i = mark; i < _order.Count; i++)
        {
            _names.Remove(_order[i]);
        }

        _order.RemoveRange(mark, _order.Count - mark);
    }
}
