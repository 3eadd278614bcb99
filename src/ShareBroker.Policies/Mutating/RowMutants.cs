using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Mutating;

/// <summary>Faults in the rows of one data file: rows and conditions dropped or negated, constants changed.</summary>
internal static class RowMutants
{
    private static readonly RegoString Rows = RegoString.Of("rows");
    private static readonly RegoString When = RegoString.Of("when");
    private static readonly RegoString Unless = RegoString.Of("unless");

    /// <summary>Members that say nothing about the decision.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "id", "rule", "source", "status", "text", "class",
        "effect" };

    private static readonly HashSet<string> Conditions = new(StringComparer.Ordinal) { "when", "unless" };

    private static readonly RegoString Changed = RegoString.Of("mutated");

    public static IEnumerable<Mutant> Of(PolicyFile file)
    {
        if (RegoJson.Parse(file.Content.Span, JsonLimits.Trusted) is not RegoObject table || table.Get(Rows) is not RegoArray rows)
        {
            yield break;
        }

        for (var at = 0; at < rows.Count; at++)
        {
            if (rows[at] is not RegoObject row || Text(row, "effect") == "rego")
            {
                continue;
            }

            var id = Text(row, "id");
            var rule = Text(row, "rule") is { Length: > 0 } named ? named : id;
            yield return new Mutant($"{id} dropped", rule, With(file, table, rows, at, row: null));
            foreach (var (what, mutated) in Changes(row))
            {
                yield return new Mutant($"{id} {what}", rule, With(file, table, rows, at, mutated));
            }
        }
    }

    private static IEnumerable<(string What, RegoObject Row)> Changes(RegoObject row)
    {
        foreach (var (name, value) in Members(row).Where(static member => !Silent.Contains(member.Name)))
        {
            if (Conditions.Contains(name))
            {
                foreach (var change in ConditionChanges(row, name, (RegoObject)value))
                {
                    yield return change;
                }

                continue;
            }

            if (name != "reason")
            {
                yield return ($"{name} dropped", Without(row, name));
            }

            foreach (var (what, changed) in ValueChanges(value))
            {
                yield return ($"{name}{what}", Put(row, name, changed));
            }
        }
    }

    private static IEnumerable<(string What, RegoObject Row)> ConditionChanges(RegoObject row, string name, RegoObject conditions)
    {
        var other = name == "when" ? Unless : When;
        foreach (var (condition, wanted) in Members(conditions))
        {
            var rest = Without(conditions, condition);
            var shorter = rest.Count == 0 ? Without(row, name) : Put(row, name, rest);
            yield return ($"{name}.{condition} dropped", shorter);
            if (other.Equals(When) || row.Get(Unless) is null)
            {
                var moved = (shorter.Get(other) as RegoObject ?? RegoObject.Empty);
                if (moved.Get(RegoString.Of(condition)) is null)
                {
                    yield return ($"{name}.{condition} negated", Put(shorter, other.Value, Put(moved, condition, wanted)));
                }
            }

            foreach (var (what, changed) in ValueChanges(wanted))
            {
                yield return ($"{name}.{condition}{what}", Put(row, name, Put(conditions, condition, changed)));
            }
        }
    }

    /// <summary>The value with one constant changed; in lists also with one item less.</summary>
    private static IEnumerable<(string What, RegoValue Value)> ValueChanges(RegoValue value)
    {
        switch (value)
        {
            case RegoString text:
                yield return ($" '{text.Value}' changed", text.Value.StartsWith('P') && text.Value.Length is > 1 and < 6
                    ? RegoString.Of("P999D")
                    : Changed);
                break;
            case RegoBoolean flag:
                yield return ($" {(flag.Value ? "true" : "false")} changed", RegoBoolean.Of(!flag.Value));
                break;
            case RegoArray list:
                for (var at = 0; at < list.Count; at++)
                {
                    if (list[at] is RegoObject grant)
                    {
                        yield return ($"[{at}] dropped", Replaced(list, at, item: null));
                        foreach (var (what, changed) in Changes(grant))
                        {
                            yield return ($"[{at}].{what}", Replaced(list, at, changed));
                        }

                        continue;
                    }

                    foreach (var (what, changed) in ValueChanges(list[at]))
                    {
                        yield return (what, Replaced(list, at, changed));
                    }
                }

                break;
            case RegoObject members:
                foreach (var (name, inner) in Members(members))
                {
                    yield return ($".{name} dropped", Without(members, name));
                    foreach (var (what, changed) in ValueChanges(inner))
                    {
                        yield return ($".{name}{what}", Put(members, name, changed));
                    }
                }

                break;
        }
    }

    private static PolicyFile With(PolicyFile file, RegoObject table, RegoArray rows, int at, RegoObject? row) => file with
    {
        Content = Encoding.UTF8.GetBytes(RegoJson.Write(Put(table, Rows.Value, Replaced(rows, at, row)))),
    };

    private static RegoArray Replaced(RegoArray list, int at, RegoValue? item)
    {
        var items = list.Items.ToArray().ToList();
        items.RemoveAt(at);
        if (item is not null)
        {
            items.Insert(at, item);
        }

        return RegoArray.Of([.. items]);
    }

    private static string Text(RegoObject row, string name) => row.Get(RegoString.Of(name)) is RegoString text ? text.Value : "";

    private static IEnumerable<(string Name, RegoValue Value)> Members(RegoObject members)
    {
        for (var at = 0; at < members.Count; at++)
        {
            yield return (((RegoString)members.KeyAt(at)).Value, members.ValueAt(at));
        }
    }

    private static RegoObject Without(RegoObject members, string name) => Rebuilt(Members(members).Where(member => member.Name != name));

    private static RegoObject Put(RegoObject members, string name, RegoValue value) =>
        Rebuilt(Members(members).Where(member => member.Name != name).Append((name, value)));

    private static RegoObject Rebuilt(IEnumerable<(string Name, RegoValue Value)> members)
    {
        var builder = new RegoObject.Builder();
        foreach (var (name, value) in members)
        {
            builder.Set(RegoString.Of(name), value);
        }

        return builder.Build();
    }
}
