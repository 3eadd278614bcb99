namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>One part of a parsed pattern.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    /// <summary>Matches nothing, which always succeeds.</summary>
    public sealed record Empty : PatternNode;

    /// <summary>Matches one code point.</summary>
    public sealed record OneOf(RuneSet Set) : PatternNode;

    /// <summary>Looks at a place between two code points.</summary>
    public sealed record Place(PatternPlace Kind) : PatternNode;

    /// <summary>Remembers what its content matched. Groups count from 1.</summary>
    public sealed record Group(int Index, PatternNode Content) : PatternNode;

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>The first that leads to a match.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode;

    /// <summary>Between so many and so many times; a null maximum is no limit.</summary>
    public sealed record Repeat(PatternNode Content, int Min, int? Max, bool Greedy) : PatternNode;
}
