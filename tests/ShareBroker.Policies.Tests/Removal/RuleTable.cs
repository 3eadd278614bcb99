using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tests.Removal;

/// <summary>The table of one pack, or of the base layer, and the data of the whole set without one of its rows.</summary>
internal sealed class RuleTable
{
    private readonly RegoObject _data;
    private readonly string[] _place;
    private readonly RegoObject _table;

    /// <param name="data">The merged data of the policies.</param>
    /// <param name="regime">The regime of the pack; empty for the base layer.</param>
    public RuleTable(RegoObject data, string regime)
    {
        _data = data;
        var country = regime.IndexOf('.', StringComparison.Ordinal);
        _place = regime.Length == 0 ? ["base", "tables"] : ["regimes", regime[..country], regime[(country + 1)..]];
        _table = _place.Aggregate(data, Member);
    }

    /// <summary>Everything that can be taken out.</summary>
    public IReadOnlyList<RemovableRow> Rows =>
    [
        .. OwnRows.Where(row => Text(row, "effect") != "rego").Select(row => new RemovableRow(Text(row, "id"), null)),
        .. Members(Member(_table, "shares")).Where(share => share.Key != "base")
            .SelectMany(share => Members((RegoObject)share.Value).Select(row => new RemovableRow(row.Key, share.Key))),
    ];

    /// <summary>Rows that the table itself says to repeat what another row says, with the reason.</summary>
    public IReadOnlyList<string> Repeats => [.. Members(Member(_table, "repeats")).Select(entry => entry.Key)];

    /// <summary>Rules that no row has as its rule, said elsewhere or emptied by a clarification.</summary>
    public IReadOnlyList<string> Elsewhere => [.. Members(Member(_table, "elsewhere")).Select(entry => entry.Key)];

    /// <summary>Rules of this table that rows say: its own, and those that it shares with another table.</summary>
    public IReadOnlyList<string> Rules =>
    [
        .. OwnRows.Select(row => row.Get(RegoString.Of("rule")) is RegoString rule ? rule.Value : Text(row, "id")),
        .. Members(Member(_table, "shares")).SelectMany(share => Members((RegoObject)share.Value))
            .Select(row => ((RegoString)row.Value).Value),
    ];

    private IEnumerable<RegoObject> OwnRows => ((RegoArray)_table.Get(RegoString.Of("rows"))!).Items.ToArray().Cast<RegoObject>();

    /// <summary>The data without one row.</summary>
    public RegoObject Without(RemovableRow row) => Replace(_data, _place, row.SharedFrom is { } from
        ? With(_table, "shares", With(Member(_table, "shares"), from, Less(Member(Member(_table, "shares"), from), row.Id)))
        : With(_table, "rows", RegoArray.Adopt([.. OwnRows.Where(own => Text(own, "id") != row.Id)])));

    private static RegoObject Replace(RegoObject folder, ReadOnlySpan<string> place, RegoObject table) => place.IsEmpty
        ? table
        : With(folder, place[0], Replace(Member(folder, place[0]), place[1..], table));

    private static RegoObject With(RegoObject members, string name, RegoValue value)
    {
        var builder = Copy(members, except: name);
        builder.Set(RegoString.Of(name), value);
        return builder.Build();
    }

    private static RegoObject Less(RegoObject members, string name) => Copy(members, except: name).Build();

    private static RegoObject.Builder Copy(RegoObject members, string except)
    {
        var builder = new RegoObject.Builder();
        foreach (var (key, value) in Members(members).Where(member => member.Key != except))
        {
            builder.Set(RegoString.Of(key), value);
        }

        return builder;
    }

    private static RegoObject Member(RegoObject members, string name) => members.Get(RegoString.Of(name)) as RegoObject ?? RegoObject.Empty;

    private static string Text(RegoObject row, string name) => ((RegoString)row.Get(RegoString.Of(name))!).Value;

    private static IEnumerable<(string Key, RegoValue Value)> Members(RegoObject members) =>
        Enumerable.Range(0, members.Count).Select(index => (((RegoString)members.KeyAt(index)).Value, members.ValueAt(index)));
}
