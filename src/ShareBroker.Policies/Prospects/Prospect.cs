using ShareBroker.Policies.Tables;

namespace ShareBroker.Policies.Prospects;

/// <summary>One way in which a request could be permitted.</summary>
/// <param name="Row">The row that permits.</param>
/// <param name="Rule">Id of its rule in the regime.</param>
/// <param name="Needs">What must be so beside what is fixed: without any one of these the example is refused, or gives less.</param>
/// <param name="Decision">What the policies decided about the example.</param>
/// <param name="Paths">The paths that the example asks for.</param>
/// <param name="Example">The example as a decision input, compact JSON; <c>policy decide</c> takes it as it is.</param>
public sealed record Prospect(
    PolicyRow Row, string Rule, IReadOnlyList<ProspectNeed> Needs, Decision Decision, IReadOnlyList<string> Paths, string Example)
{
    /// <summary>Something of what was asked for is given, or nothing was asked for.</summary>
    public bool GivesSomething => Paths.Count == 0 || Decision.Fields.Values.Any(static given => given.Action != FieldActionKind.Withhold);
}
