namespace ShareBroker.Policies;

/// <summary>An obligation as a decision attaches it.</summary>
/// <param name="Id">Id of the vocabulary.</param>
/// <param name="Parameters">Its parameters by name, <c>due</c> (ISO 8601 duration) and <c>purpose</c> among them.</param>
public sealed record Obligation(string Id, IReadOnlyDictionary<string, FactValue> Parameters)
{
    /// <summary>ISO 8601 duration until it is due; null where it holds always.</summary>
    public string? Due => Parameters.TryGetValue("due", out var due) && due is FactValue.Text text ? text.Value : null;
}
