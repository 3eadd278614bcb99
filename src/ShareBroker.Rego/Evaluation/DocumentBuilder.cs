using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Collects what partial rules define: a tree of objects with values and sets as leaves. Different values at one place are a conflict.
/// </summary>
internal sealed class DocumentBuilder
{
    // Null, a finished value, a Branch, or a set's builder.
    private object? _root;

    // Reused from one document to the next.
    private RegoSet.Builder? _spareSet;
    private RegoObject.Builder? _spareLeaves;

    /// <summary>Starts with an empty object or set, for what is defined even when no rule adds to it.</summary>
    public void Start(bool asSet) => _root = asSet
        ? _spareSet ??= new RegoSet.Builder()
        : new Branch(_spareLeaves ??= new RegoObject.Builder());

    /// <summary>Puts a value at a path.</summary>
    public void Put(ReadOnlySpan<RegoValue> path, RegoValue value, Location location)
    {
        if (path.IsEmpty)
        {
            _root = Leaf(_root, value, location);
            return;
        }

        var branch = OpenRoot(location);
        foreach (var key in path[..^1])
        {
            branch = branch.Open(key, location);
        }

        branch.PutLeaf(path[^1], value, location);
    }

    /// <summary>Adds a member to the set at a path.</summary>
    public void Add(ReadOnlySpan<RegoValue> path, RegoValue member, Location location)
    {
        if (path.IsEmpty)
        {
            Set(ref _root, location).Add(member);
            return;
        }

        var branch = OpenRoot(location);
        foreach (var key in path[..^1])
        {
            branch = branch.Open(key, location);
        }

        branch.AddMember(path[^1], member, location);
    }

    /// <summary>The document, or null when nothing was put into it; the builder is empty again.</summary>
    public RegoValue? Take()
    {
        var document = ReferenceEquals(_root, _spareSet) && _root is not null ? _spareSet!.Take() : Finish(_root);
        _root = null;
        return document;
    }

    private static RegoValue? Finish(object? part) => part switch
    {
        null => null,
        Branch branch => branch.Build(),
        RegoSet.Builder set => set.Build(),
        _ => (RegoValue)part,
    };

    private static object Leaf(object? present, RegoValue value, Location location)
    {
        if (present is null)
        {
            return value;
        }

        return value.Equals(present as RegoValue)
            ? present
            : throw Execution.Conflict(location, ConflictTexts.Keys);
    }

    private static RegoSet.Builder Set(ref object? place, Location location)
    {
        place ??= new RegoSet.Builder();
        return place as RegoSet.Builder ?? throw Execution.Conflict(location, ConflictTexts.Keys);
    }

    private static Branch Open(ref object? place, Location location)
    {
        place ??= new Branch();
        return place as Branch ?? throw Execution.Conflict(location, ConflictTexts.Keys);
    }

    private Branch OpenRoot(Location location) => Open(ref _root, location);

    private sealed class Branch
    {
        private readonly RegoObject.Builder _leaves;
        private readonly bool _isSpare;

        // What is not finished; hides a leaf of the same key.
        private Dictionary<RegoValue, object?>? _open;

        public Branch() => _leaves = new RegoObject.Builder();

        public Branch(RegoObject.Builder spare) => (_leaves, _isSpare) = (spare, true);

        public void PutLeaf(RegoValue key, RegoValue value, Location location)
        {
            if (_open is not null && _open.TryGetValue(key, out var present))
            {
                Leaf(present, value, location);
            }
            else if (!_leaves.TryAdd(key, value))
            {
                Leaf(_leaves.Get(key), value, location);
            }
        }

        public Branch Open(RegoValue key, Location location)
        {
            var place = Place(key);
            var branch = DocumentBuilder.Open(ref place, location);
            _open![key] = branch;
            return branch;
        }

        public void AddMember(RegoValue key, RegoValue member, Location location)
        {
            var place = Place(key);
            Set(ref place, location).Add(member);
            _open![key] = place;
        }

        public RegoObject Build()
        {
            if (_open is not null)
            {
                foreach (var (key, part) in _open)
                {
                    _leaves.Set(key, Finish(part)!);
                }
            }

            return _isSpare ? _leaves.Take() : _leaves.Build();
        }

        private object? Place(RegoValue key)
        {
            _open ??= [];
            return _open.TryGetValue(key, out var present) ? present : _leaves.Get(key);
        }
    }
}
