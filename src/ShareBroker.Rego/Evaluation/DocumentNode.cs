using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>One key of the tree that packages and rules span below <c>data</c>.</summary>
internal sealed class DocumentNode(RegoValue[] path)
{
    private readonly SortedDictionary<RegoValue, DocumentNode> _children = [];

    public RegoValue[] Path => path;

    /// <summary>The rules that stand exactly here, or null.</summary>
    public RuleSet? Rules { get; set; }

    public IReadOnlyDictionary<RegoValue, DocumentNode> Children => _children;

    public DocumentNode? Child(RegoValue key) => _children.GetValueOrDefault(key);

    public DocumentNode Grow(RegoValue key)
    {
        if (!_children.TryGetValue(key, out var child))
        {
            _children[key] = child = new DocumentNode([.. path, key]);
        }

        return child;
    }

    /// <summary>Everything at and below this node: base data with what rules define laid over it; null when there is nothing.</summary>
    public RegoValue? Extent(Execution run, RegoValue? baseValue)
    {
        run.KeepStack();
        run.Meter.Step();
        if (run.Scope.Targets is not null && run.Scope.Hides(path))
        {
            return baseValue;
        }

        if (Rules is not null)
        {
            return Documents.Merge(baseValue, Rules.Extent(run));
        }

        var merged = Documents.Copy(baseValue as RegoObject, _children.Count);
        foreach (var (key, child) in _children)
        {
            if (child.Extent(run, Documents.GetStored(baseValue, key)) is { } value)
            {
                merged.Set(key, value);
            }
        }

        return merged.Build();
    }
}
