using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Diffing;

/// <summary>
/// What has to be asked to compare one regime: agency types that no row tells apart are asked once, and only where a permit row can hold
/// and, when rows alone changed, where a changed row can.
/// </summary>
internal sealed class RegimePlan
{
    private static readonly string[] Everywhere = ["forum", "purposes"];

    private readonly DiffSide _old;
    private readonly DiffSide _new;
    private readonly string _regime;
    private readonly List<DiffRow> _rows;
    private readonly List<DiffRow>? _changed;
    private readonly List<(string Name, RegoValue Word)> _mentioned;
    private readonly TypeClass _anybody;
    private readonly Situation _bare = new() { Facts = new Dictionary<string, RegoValue>(StringComparer.Ordinal) };

    /// <param name="old">The one side.</param>
    /// <param name="new">The other side.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="isMore">More than rows changed, so every combination may decide otherwise.</param>
    public RegimePlan(DiffSide old, DiffSide @new, string regime, bool isMore)
    {
        (_old, _new, _regime) = (old, @new, regime);
        var before = old.Words.RowsOf(regime).ToDictionary(static row => (RegoValue)row.Content);
        var after = @new.Words.RowsOf(regime).ToDictionary(static row => (RegoValue)row.Content);
        _rows = [.. before.Values, .. after.Where(row => !before.ContainsKey(row.Key)).Select(static row => row.Value)];
        _changed = isMore ? null : [.. _rows.Where(row => !before.ContainsKey(row.Content) || !after.ContainsKey(row.Content))];
        _mentioned = [.. _rows.SelectMany(static row => row.Mentioned).Distinct()];
        _anybody = new TypeClass([Words.AgencyTypes.FirstOrDefault() ?? ""]);
    }

    /// <summary>Rows of both sides.</summary>
    public IReadOnlyList<DiffRow> Rows => _rows;

    /// <summary>Whether anything of this regime changed.</summary>
    public bool IsChanged => _changed is not { Count: 0 };

    /// <summary>The words of the newer side, in which requests are written.</summary>
    public DiffWords Words => _new.Words;

    /// <summary>Every combination that has to be asked.</summary>
    public IReadOnlyList<Question> Questions(CancellationToken cancellationToken)
    {
        var types = _old.Words.AgencyTypes.Union(Words.AgencyTypes, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var requesters = Classes(types, type => Ask(type, _anybody, _anybody), isReceiver: false, cancellationToken);
        var recipients = Classes(types, type => Ask(_anybody, type, _anybody), isReceiver: true, cancellationToken);
        var holders = Classes(types, type => Ask(_anybody, _anybody, type), isReceiver: false, cancellationToken);
        var selves = Classes(types, type => Ask(type, null, _anybody), isReceiver: true, cancellationToken);
        var pairs = selves.Select(static self => (Requester: self, Recipient: (TypeClass?)null))
            .Concat(requesters.SelectMany(by => recipients.Select(to => (Requester: by, Recipient: (TypeClass?)to))))
            .ToList();
        var forums = _old.Words.ForumsOf(_regime).Union(Words.ForumsOf(_regime), StringComparer.Ordinal);
        var purposes = _old.Words.Purposes.Union(Words.Purposes, StringComparer.Ordinal).ToList();
        return
        [
            .. forums.SelectMany(forum => purposes.Select(purpose => (forum, purpose)))
                .Where(at => CanHold(new Question(_regime, at.forum, at.purpose, _anybody, null, _anybody), Everywhere, cancellationToken))
                .SelectMany(at => pairs.SelectMany(pair => holders.Select(
                    holder => new Question(_regime, at.forum, at.purpose, pair.Requester, pair.Recipient, holder)))),
        ];
    }

    /// <summary>The rows that can hold for a combination; none when no permit is among them, or nothing can have changed there.</summary>
    public IReadOnlyList<DiffRow> RowsOf(Question question, CancellationToken cancellationToken)
    {
        var seen = SeenBy(question, cancellationToken);
        var rows = _rows.Where(row => Fits(row, seen, names: null)).ToList();
        return _changed?.Exists(rows.Contains) != false && rows.Exists(static row => row.Effect == "permit") ? rows : [];
    }

    /// <summary>Paths that may be asked for together: no row tells them apart by having been asked for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PathsTogether(string purpose)
    {
        var asked = _mentioned.Where(static condition => condition.Name == "asked").Select(static condition => condition.Word)
            .OfType<RegoString>().Select(static word => word.Value).Distinct(StringComparer.Ordinal).ToList();
        var groups = _old.Words.Paths.Union(Words.Paths, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .GroupBy(path => string.Join(
                '|',
                asked.Where(word => Words.PathWithin(path).Contains(word, StringComparer.Ordinal))
                    .Append(_old.Words.Paths.Contains(path, StringComparer.Ordinal) ? "old" : "")
                    .Append(Words.Paths.Contains(path, StringComparer.Ordinal) ? "new" : "")))
            .Select(static group => group.ToArray());
        // Counts may have few dimensions, and a path in a count matters only for its tier and category: one of each kind is asked.
        return Words.AggregatePurposes.Contains(purpose, StringComparer.Ordinal)
            ? [.. groups.SelectMany(static group => group).DistinctBy(Words.KindOf).Chunk(Words.DimensionsMax), []]
            : [.. groups, []];
    }

    private bool CanHold(Question question, string[] names, CancellationToken cancellationToken)
    {
        var seen = SeenBy(question, cancellationToken);
        return _rows.Any(row => row.Effect == "permit" && Fits(row, seen, names)) &&
            (_changed is null || _changed.Any(row => Fits(row, seen, names)));
    }

    private static bool Fits(DiffRow row, (RegoObject Old, RegoObject New) seen, string[]? names) =>
        row.Fits(seen.Old, names) || row.Fits(seen.New, names);

    private (RegoObject Old, RegoObject New) SeenBy(Question question, CancellationToken cancellationToken)
    {
        var input = question.Input(Words, _bare, []);
        return (_old.Seen(input, cancellationToken), _new.Seen(input, cancellationToken));
    }

    private Question Ask(TypeClass requester, TypeClass? recipient, TypeClass holder) => new(
        _regime, Words.ForumsOf(_regime)[^1], Words.Purposes.FirstOrDefault() ?? "", requester, recipient, holder);

    private List<TypeClass> Classes(
        List<string> types, Func<TypeClass, Question> ask, bool isReceiver, CancellationToken cancellationToken) =>
    [
        .. types.GroupBy(type => Signature(type, ask, isReceiver, cancellationToken), StringComparer.Ordinal)
            .Select(static alike => new TypeClass([.. alike])),
    ];

    private string Signature(string type, Func<TypeClass, Question> ask, bool isReceiver, CancellationToken cancellationToken)
    {
        var seen = SeenBy(ask(new TypeClass([type])), cancellationToken);
        if (seen.Old.Count == 0 || seen.New.Count == 0)
        {
            return type;
        }

        var held = _mentioned.Select(condition => Holds(seen.Old, condition) || Holds(seen.New, condition) ? '1' : '0');
        var own = isReceiver ? string.Join(',', _old.Words.OwnCategories(type)) + ";" + string.Join(',', Words.OwnCategories(type)) : "";
        var known =
            $"{_old.Words.AgencyTypes.Contains(type, StringComparer.Ordinal)}{Words.AgencyTypes.Contains(type, StringComparer.Ordinal)}";
        return string.Concat(held) + own + known;
    }

    private static bool Holds(RegoObject seen, (string Name, RegoValue Word) condition) =>
        seen.Get(RegoString.Of(condition.Name)) is RegoSet words && words.Contains(condition.Word);
}
