using ShareBroker.Rego.Compilation.Trees;

namespace ShareBroker.Rego.Compilation.Rewriting;

/// <summary>The scopes of local variables around a place, innermost last: written name to the name that stands for it.</summary>
internal sealed class LocalScopes
{
    private readonly List<Scope> _scopes = [new Scope()];

    private sealed class Scope
    {
        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Occurrence> Occurrences { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>The names of the innermost scope.</summary>
    public IReadOnlyDictionary<string, string> Names => _scopes[^1].Names;

    public LocalScopes Copy()
    {
        var copy = new LocalScopes();
        foreach (var scope in _scopes)
        {
            foreach (var (written, name) in scope.Names)
            {
                copy.Insert(written, name, scope.Occurrences[written]);
            }
        }

        return copy;
    }

    public void Push() => _scopes.Add(new Scope());

    public void Pop() => _scopes.RemoveAt(_scopes.Count - 1);

    public void Insert(string written, string name, Occurrence occurrence)
    {
        _scopes[^1].Names[written] = name;
        _scopes[^1].Occurrences[written] = occurrence;
    }

    /// <summary>The name that stands for a written one, from the innermost scope that has it; null when none has.</summary>
    public string? Find(string written)
    {
        for (var i = _scopes.Count - 1; i >= 0; i--)
        {
            if (_scopes[i].Names.TryGetValue(written, out var name))
            {
                return name;
            }
        }

        return null;
    }

    public Occurrence InnermostOccurrence(string written) => _scopes[^1].Occurrences.GetValueOrDefault(written);

    public Occurrence OuterOccurrence(string written)
    {
        for (var i = _scopes.Count - 1; i >= 0; i--)
        {
            if (_scopes[i].Occurrences.TryGetValue(written, out var occurrence))
            {
                return occurrence;
            }
        }

        return Occurrence.New;
    }

    /// <summary>The variables that the innermost scope assigned with <c>:=</c>.</summary>
    public IEnumerable<(string Written, string Name)> Assigned() =>
        _scopes[^1].Occurrences.Where(static pair => pair.Value == Occurrence.Assigned)
            .Select(pair => (pair.Key, _scopes[^1].Names[pair.Key]));

    /// <summary>The variables the innermost scope declared with <c>some</c> or <c>every</c>.</summary>
    public IEnumerable<(string Written, string Name)> Declared() =>
        _scopes[^1].Occurrences.Where(static pair => pair.Value == Occurrence.Declared)
            .Select(pair => (pair.Key, _scopes[^1].Names[pair.Key]));
}
