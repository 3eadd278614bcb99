using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>Types of documents that schemas give for one definition, each by the document's path.</summary>
internal sealed class GivenTypes
{
    private readonly List<(string Head, RegoValue[] Path, RegoType Type)> _given = [];

    public GivenTypes(RegoType? input)
    {
        if (input is not null)
        {
            _given.Add(("input", [], input));
        }
    }

    /// <summary>Gives a document a type; inside of one that has a type already, its part gets it.</summary>
    public void Add(Term.Ref document, RegoType type)
    {
        var head = ((Term.Var)document.Head).Name;
        RegoValue[] path = [.. document.Operands.Select(static part => ((Term.Constant)part).Value)];
        var around = _given.FindLastIndex(given => given.Head == head && given.Path.Length < path.Length
            && given.Path.SequenceEqual(path.Take(given.Path.Length)));
        if (around < 0)
        {
            _given.RemoveAll(given => given.Head == head && given.Path.SequenceEqual(path));
            _given.Add((head, path, type));
            return;
        }

        var known = _given[around];
        _given[around] = known with { Type = Within(known.Type, path.AsSpan(known.Path.Length), type) };
    }

    /// <summary>The type given to the longest beginning of a reference that has one, and how many operands it takes.</summary>
    public (RegoType Type, int At)? Find(Term.Ref reference)
    {
        (RegoType Type, int At)? found = null;
        foreach (var (head, path, type) in _given)
        {
            if (reference.Head is Term.Var name && name.Name == head && path.Length <= reference.Operands.Count
                && path.Length >= (found?.At ?? 0)
                && path.Zip(reference.Operands).All(static pair => pair.Second is Term.Constant part && part.Value.Equals(pair.First)))
            {
                found = (type, path.Length);
            }
        }

        return found;
    }

    private static RegoType Within(RegoType around, ReadOnlySpan<RegoValue> path, RegoType type)
    {
        if (path.Length == 0)
        {
            return type;
        }

        var entries = around as RegoType.Object;
        var known = new SortedDictionary<RegoValue, RegoType?>(entries?.Known.ToDictionary() ?? []);
        known[path[0]] = Within(known.GetValueOrDefault(path[0]) ?? Types.Anything, path[1..], type);
        return entries is null ? Types.Object(known, Types.Anything, Types.Anything) : Types.Object(known, entries.Key, entries.Value);
    }
}
