using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>One of the two sets of policies: its words, its decisions, and what its rows see of a request.</summary>
internal sealed class DiffSide
{
    private const string Facets = "data.sharebroker.facets.seen";

    private readonly EmbeddedDecisionPoint _point;
    private readonly PreparedQuery _facets;
    private readonly EvaluationEnvironment _environment;

    public DiffSide(PolicySet policies, EvaluationEnvironment environment)
    {
        Policies = policies;
        Words = new DiffWords(policies);
        _environment = environment;
        _point = new EmbeddedDecisionPoint(policies, leafIndex: -1, DecisionBudget.Standard, environment);
        _facets = policies.Compiled.Prepare(Facets);
    }

    public PolicySet Policies { get; }

    public DiffWords Words { get; }

    public DecisionOutcome Decide(RegoValue input, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        _point.Decide(input, paths, cancellationToken);

    /// <summary>The facets of a request, each a set of words; without facets every row seems to fit.</summary>
    public RegoObject Seen(RegoValue input, CancellationToken cancellationToken)
    {
        try
        {
            return _facets.Evaluate(input, DecisionBudget.Standard, _environment, cancellationToken).Value as RegoObject
                ?? RegoObject.Empty;
        }
        catch (RegoException)
        {
            return RegoObject.Empty;
        }
    }
}
