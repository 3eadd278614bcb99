namespace ShareBroker.Rego.Evaluation;

/// <summary>The bodies that add to a partial document when so many keys are given. They run one after another in one frame.</summary>
internal sealed class PartsPlan
{
    private readonly RuleIndex? _index;
    private readonly int[] _all;

    private PartsPlan(BodyPlan[] parts, RuleIndex? index)
    {
        Parts = parts;
        _index = index;
        _all = [.. Enumerable.Range(0, parts.Length)];
        foreach (var part in parts)
        {
            Size = Size.Or(part.Size);
        }
    }

    public BodyPlan[] Parts { get; }

    /// <summary>What a frame must hold for any of them.</summary>
    public BodySize Size { get; }

    public static PartsPlan Of(Program program, PartialSource[] sources, int keys, bool asMember)
    {
        var parts = Array.ConvertAll(sources, source => BodyPlanner.PlanPart(program, source, keys, asMember));
        return new PartsPlan(
            parts, RuleIndex.Of([.. parts.Select(static part => part.Tests)], test => BodyPlanner.PlanTest(program, test)));
    }

    /// <summary>The positions of those that can add anything, ascending.</summary>
    public ReadOnlySpan<int> Find(Frame frame) => _index is null ? _all : _index.Find(frame);
}
