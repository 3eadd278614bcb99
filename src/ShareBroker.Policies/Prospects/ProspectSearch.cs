using ShareBroker.Policies.Checking;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Proving;
using ShareBroker.Policies.Tables;
using ShareBroker.Rego;

namespace ShareBroker.Policies.Prospects;

/// <summary>
/// Answers for which requests something could ever be permitted. The rows of a regime are statements over all requests of the vocabulary,
/// partial evaluation says what the rules make of what is fixed, a solver finds requests or proves that there is none, and every request
/// found is decided by the policies before it is told.
/// </summary>
public static class ProspectSearch
{
    /// <summary>Searches.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="question">What is fixed.</param>
    /// <param name="environment">Clock and randomness of the evaluations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PolicyException">A word of the question is on no list (<c>question_word</c>).</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ProspectReport Run(
        PolicySet policies, ProspectQuestion question, EvaluationEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(question);
        var catalogue = new Catalogue(policies.Data);
        QuestionWords.Check(question, policies, catalogue);
        var words = new DiffWords(policies);
        var trial = new Trial(
            new EmbeddedDecisionPoint(policies, leafIndex: -1, DecisionBudget.Standard, environment), words, cancellationToken);
        var bounds = new FacetBounds(policies, environment);
        var packs = PolicyPack.Read(policies.Data);
        var shared = PolicyRows.Read(policies.Data).Where(static row => row.Regime.Length == 0).ToList();
        var struck = catalogue.Words("reasons")
            .Where(code => RowColumns.Text(catalogue.Entry("reasons", code), "emergency") == "struck")
            .ToHashSet(StringComparer.Ordinal);
        var found = new List<RegimeProspects>();
        foreach (var pack in packs.Where(pack => question.Regimes.Count == 0 || question.Regimes.Contains(pack.Regime)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<PolicyRow> rows = [.. shared, .. pack.Rows, .. pack.Borrowed];
            var world = new World(catalogue, pack.Regime, question.IsForItself);
            var things = new FixedThings(world, rows);
            var statements = things.Of(question, bounds.Of(question, pack.Regime, things.Facets(), cancellationToken));
            found.Add(new RegimeSearch(
                new RegimeProof(world, rows, struck), pack, statements, question, trial, policies.Vocabulary, cancellationToken).Run());
        }

        return new ProspectReport { Verdict = Of(found.ConvertAll(static one => one.Verdict)), Regimes = found, Decided = trial.Decided };
    }

    /// <summary>One permit is enough; "never" takes a proof everywhere.</summary>
    internal static ProspectVerdict Of(IReadOnlyCollection<ProspectVerdict> verdicts) =>
        verdicts.Contains(ProspectVerdict.Possible) ? ProspectVerdict.Possible
        : verdicts.Contains(ProspectVerdict.NotFound) ? ProspectVerdict.NotFound : ProspectVerdict.Never;

    /// <summary>Words that no list has.</summary>
    private static class QuestionWords
    {
        public static void Check(ProspectQuestion question, PolicySet policies, Catalogue catalogue)
        {
            All("regime", question.Regimes, policies.Regimes);
            All("forum", [question.Forum], catalogue.Words("forums"));
            All("purpose", [question.Purpose], catalogue.Words("purposes"));
            All("agency type", [question.RequesterType, question.HolderType, question.RecipientType], catalogue.Words("agency_types"));
            All("role", [question.RequesterRole, question.HolderRole, question.RecipientRole], catalogue.Words("roles"));
            All("field", question.Fields, catalogue.Words("fields"));
            All("legal basis", question.Bases ?? [], catalogue.Words("legal_bases"));
            All("fact", question.Facts.Keys, catalogue.Words("facts"));
        }

        private static void All(string kind, IEnumerable<string?> words, IReadOnlyList<string> list)
        {
            foreach (var word in words.OfType<string>().Where(word => !list.Contains(word, StringComparer.Ordinal)))
            {
                var meant = NearestWord.Of(word, list) is { } near ? $"; did you mean '{near}'?" : "; take one of the vocabulary";
                throw new PolicyException("question_word", $"no {kind} is called '{word}'{meant}");
            }
        }
    }
}
