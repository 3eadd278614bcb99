using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tracing;

/// <summary>What <c>input</c>, <c>data</c> and function names mean, and what was found out under that meaning.</summary>
internal sealed class TraceScope
{
    public RegoValue? Input { get; init; }

    public required RegoValue Data { get; init; }

    /// <summary>Paths below <c>data</c> that were replaced: rules at or below them are not seen.</summary>
    public IReadOnlyList<RegoValue[]> Targets { get; init; } = [];

    /// <summary>Functions that were replaced: by a term that has a value, or by the name of another function.</summary>
    public IReadOnlyDictionary<string, (Term? Value, Term? Function)>? Mocks { get; init; }

    /// <summary>Values of documents by their path; null for one that is undefined.</summary>
    public Dictionary<RegoArray, RegoValue?> Documents { get; init; } = [];

    /// <summary>Values of functions by their name and arguments.</summary>
    public Dictionary<(string Function, RegoArray Arguments), RegoValue> Calls { get; init; } = [];

    /// <summary>The same meaning with every function itself again, for what stands in for a function.</summary>
    public TraceScope WithoutMocks() => new()
    {
        Input = Input, Data = Data, Targets = Targets, Documents = Documents, Calls = Calls,
    };

    /// <summary>Whether the document at this path comes from a replacement, not from rules.</summary>
    public bool Hides(ReadOnlySpan<RegoValue> path)
    {
        foreach (var target in Targets)
        {
            if (target.Length <= path.Length && path[..target.Length].SequenceEqual(target))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The base document at a path, or null.</summary>
    public RegoValue? BaseAt(ReadOnlySpan<RegoValue> path) => Evaluation.Documents.Find(Data, path, isStored: !Hides(path));
}
