using ShareBroker.Policies.Diffing;
using ShareBroker.Policies.Proving;
using ShareBroker.Policies.Tables;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Prospects;

/// <summary>Looks at every permit row of one regime: a request that it permits, or a proof that there is none.</summary>
internal sealed class RegimeSearch
{
    // Requests that are tried for one row before the search is given up.
    private const int ModelsMax = 24;
    private const int RepairsMax = 6;

    private static readonly (string Name, string Word)[] Usual =
    [
        ("regime_status", "confirmed"), ("received_earlier", "no"), ("duplicate", "no"), ("roles_mixed", "no"), ("small_numbers", "no"),
        ("emergency", "no"), ("own_unit", "no"), ("covering", "other"),
    ];

    private readonly RegimeProof _proof;
    private readonly PolicyPack _pack;
    private readonly IReadOnlyList<FixedThing> _things;
    private readonly ProspectQuestion _question;
    private readonly Trial _trial;
    private readonly Vocabulary _vocabulary;
    private readonly WitnessMaker _maker;
    private readonly IReadOnlyList<DiffRow> _rows;
    private readonly CancellationToken _cancellationToken;

    public RegimeSearch(
        RegimeProof proof,
        PolicyPack pack,
        IReadOnlyList<FixedThing> things,
        ProspectQuestion question,
        Trial trial,
        Vocabulary vocabulary,
        CancellationToken cancellationToken)
    {
        (_proof, _pack, _things, _question, _trial, _vocabulary) = (proof, pack, things, question, trial, vocabulary);
        _cancellationToken = cancellationToken;
        _maker = new WitnessMaker(trial.Words, proof.World.Words, question, pack.Regime);
        _rows = trial.Words.RowsOf(pack.Regime);
    }

    public RegimeProspects Run()
    {
        var (found, closed, undecided) = (new List<Prospect>(), new List<ClosedRow>(), new List<string>());
        foreach (var row in _proof.Rows("permit"))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var (prospect, isProved) = Search(row);
            if (prospect is not null)
            {
                found.Add(prospect);
            }
            else if (isProved)
            {
                closed.Add(Closed(row));
            }
            else
            {
                undecided.Add(row.Id);
            }
        }

        var verdict = found.Count > 0 ? ProspectVerdict.Possible
            : undecided.Count > 0 ? ProspectVerdict.NotFound : ProspectVerdict.Never;
        return new RegimeProspects(
            _pack.Regime,
            verdict,
            [.. found.OrderByDescending(static one => one.GivesSomething).ThenBy(static one => one.Needs.Count)
                .ThenBy(static one => one.Rule, StringComparer.Ordinal)],
            [.. closed.OrderBy(static row => row.Excluding.Count == 0).ThenBy(static row => row.Excluding.Count + row.Wants.Count)
                .ThenBy(static row => row.Row.Id, StringComparer.Ordinal)],
            undecided);
    }

    private string RuleOf(PolicyRow row) => _pack.NamedHere.GetValueOrDefault(row.Id, row.Rule);

    private Formula[] Permitting(PolicyRow row) =>
    [
        _proof.Permits(row), _proof.NothingRefuses(), Formula.Not(_proof.World.Meets("holder.declined", ["true"])),
    ];

    private (Prospect? Found, bool IsProved) Search(PolicyRow row)
    {
        Formula[] statements = [.. Permitting(row), .. _things.Select(static thing => thing.Statement)];
        var permit = _rows.First(one => one.Content.Equals(row.Content));
        var plain = Plain(statements);
        var blocks = new List<Formula>();
        for (var tried = 0; tried < ModelsMax; tried++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var found = plain.Length == 0 ? Verdict.Impossible : _proof.Find([.. statements, .. plain, .. blocks]);
            if (found.IsImpossible || found.IsUnknown)
            {
                plain = [];
                found = _proof.Find([.. statements, .. blocks]);
            }

            if (found.IsImpossible)
            {
                return (null, blocks.Count == 0);
            }

            if (Confirmed(row, permit, found) is { } prospect)
            {
                return (prospect, false);
            }

            Formula[] other = [.. found.Narrowed.Select(one => one.Variable.In(value => !one.Values.Contains(value)))];
            if (other.Length == 0)
            {
                break;
            }

            blocks.Add(new Formula.Any(other));
        }

        return (null, false);
    }

    // What makes a request unusual is left out as long as there is a request without it.
    private Formula[] Plain(Formula[] statements)
    {
        var plain = new List<Formula>();
        foreach (var (name, word) in Usual)
        {
            var one = _proof.World.Meets(name, [word]);
            if (!_proof.Find([.. statements, .. plain, one]).IsImpossible)
            {
                plain.Add(one);
            }
        }

        return [.. plain];
    }

    // The policies have the last word.
    private Prospect? Confirmed(PolicyRow row, DiffRow permit, Verdict found)
    {
        var rule = RuleOf(row);
        var witness = _maker.Make(permit, _rows, found);
        for (var repairs = 0; repairs <= RepairsMax; repairs++)
        {
            var decision = _trial.Decide(witness);
            if (decision.Effect == Effect.Permit)
            {
                return decision.Rules.Contains(rule, StringComparer.Ordinal) ? Told(row, rule, witness, decision) : null;
            }

            var silenced = _maker.Silenced(witness, _rows.Where(one => one.Effect is "deny" or "block"
                && decision.Rules.Contains(_pack.NamedHere.GetValueOrDefault(one.Id, RuleOf(one)), StringComparer.Ordinal)));
            if (silenced.Input(_trial.Words).Equals(witness.Input(_trial.Words)))
            {
                return null;
            }

            witness = silenced;
        }

        return null;
    }

    private static string RuleOf(DiffRow row) => DiffWords.Text(row.Content, "rule") is { Length: > 0 } rule ? rule : row.Id;

    private Prospect Told(PolicyRow row, string rule, Witness witness, Decision decision)
    {
        var words = _proof.World.Words;
        var lists = new NeedFinder.Catalogued(
            words.Words("agency_types"), words.Words("roles"), _trial.Words.ForumsOf(_pack.Regime), words.Words("purposes"),
            _vocabulary.Facts);
        var (bare, needs) = new NeedFinder(_trial, _question, lists, rule, witness, decision).Run();
        return new Prospect(
            row, rule, needs, _trial.Decide(bare), bare.Paths, RegoJson.Write(bare.Input(_trial.Words)));
    }

    private ClosedRow Closed(PolicyRow row)
    {
        var statements = Permitting(row);
        var core = Core(statements);
        Formula[] excluding = [.. core.Select(static thing => thing.Statement)];
        Formula permits = new Formula.All([_proof.Permits(row), .. excluding]);
        var isRefused = !_proof.Find(permits).IsImpossible;
        return new ClosedRow(
            row, RuleOf(row), [.. core.Select(static thing => thing.Word)], isRefused ? _proof.RefuserOf(permits) : null)
        {
            IsRefused = isRefused,
            Wants = isRefused ? [] :
            [
                .. RowColumns.Required(row.Content)
                    .Where(one => _proof.Find([_proof.World.Meets(one.Name, one.Wanted), .. excluding]).IsImpossible)
                    .Select(static one => new FixedWord(one.Name, one.Wanted)),
            ],
        };
    }

    // As few of the fixed things as keep the row shut; what the policies derive goes first.
    private List<FixedThing> Core(Formula[] statements)
    {
        var core = _things.OrderByDescending(static thing => thing.IsDerived).ToList();
        if (_proof.Find([.. statements, .. core.Where(static thing => !thing.IsDerived).Select(static thing => thing.Statement)])
            .IsImpossible)
        {
            core.RemoveAll(static thing => thing.IsDerived);
        }

        for (var at = 0; at < core.Count;)
        {
            var fewer = core.Where((_, index) => index != at).ToList();
            if (_proof.Find([.. statements, .. fewer.Select(static thing => thing.Statement)]).IsImpossible)
            {
                core = fewer;
            }
            else
            {
                at++;
            }
        }

        return core;
    }
}
