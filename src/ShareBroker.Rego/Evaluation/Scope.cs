using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// What <c>input</c>, <c>data</c> and function names mean, and what was found out under that meaning. Each <c>with</c> makes a new one,
/// with an empty memo, so that nothing learnt inside is believed outside.
/// </summary>
internal sealed class Scope
{
    private Scope(MemoCell[] memo) => Memo = memo;

    public Scope? Outer { get; private init; }

    public RegoValue? Input { get; set; }

    /// <summary>The base document, with replacements laid over it.</summary>
    public RegoValue Data { get; set; } = RegoObject.Empty;

    /// <summary>Whether the base document is the policy's own, so that what a plan looked up in it beforehand holds.</summary>
    public bool DataIsOriginal { get; set; }

    /// <summary>Paths below <c>data</c> that were replaced: rules at or below them are not seen. Null when there are none.</summary>
    public List<RegoValue[]>? Targets { get; set; }

    /// <summary>Functions that were replaced. Null when there are none.</summary>
    public Dictionary<Callee, Replacement>? Mocks { get; set; }

    /// <summary>One cell for each set of rules.</summary>
    public MemoCell[] Memo { get; }

    public static Scope Outermost(Program program, RegoValue? input, MemoCell[] memo) =>
        new(memo) { Input = input, Data = program.Data, DataIsOriginal = true };

    /// <summary>A scope that means the same as this one until it is changed.</summary>
    /// <param name="memo">An empty memo.</param>
    public Scope Inner(MemoCell[] memo) => new(memo)
    {
        Outer = this,
        Input = Input,
        Data = Data,
        DataIsOriginal = DataIsOriginal,
        Targets = Targets,
        Mocks = Mocks,
    };

    /// <summary>Whether documents at this path come from a replacement, not from rules.</summary>
    public bool Hides(RegoValue[] path)
    {
        if (Targets is null)
        {
            return false;
        }

        foreach (var target in Targets)
        {
            if (target.Length <= path.Length && target.AsSpan().SequenceEqual(path.AsSpan(0, target.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The member under a key of what lies at a path; what was replaced lies in no store.</summary>
    public RegoValue? MemberAt(RegoValue[] path, RegoValue? value, RegoValue key) =>
        Hides(path) ? Documents.Get(value, key) : Documents.GetStored(value, key);

    /// <summary>The base document at a path, or null.</summary>
    public RegoValue? BaseAt(RegoValue[] path) => Documents.Find(Data, path, isStored: !Hides(path));
}
