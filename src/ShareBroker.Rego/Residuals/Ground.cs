using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Values in partial evaluation are terms: a constant (of any kind, composites too) when all of it is known, else a variable that stands
/// for something unknown, or a composite that holds one.
/// </summary>
internal static class Ground
{
    /// <summary>The value of a term that is known; null otherwise.</summary>
    public static RegoValue? Of(Term term) => (term as Term.Constant)?.Value;

    public static Term.Constant Known(RegoValue value) => new(Location.None, value);

    public static bool IsScalar(Term term) => Of(term) is not null and not (RegoArray or RegoObject or RegoSet);

    /// <summary>The items as one array, a constant when all of them are.</summary>
    public static Term Array(IReadOnlyList<Term> items) => items.All(static item => item is Term.Constant)
        ? Known(RegoArray.Adopt([.. items.Select(static item => Of(item)!)]))
        : new Term.Array(Location.None, items);

    public static Term Set(IReadOnlyList<Term> items) => items.All(static item => item is Term.Constant)
        ? Known(RegoSet.Of([.. items.Select(static item => Of(item)!)]))
        : new Term.Set(Location.None, items);

    public static Term Object(IReadOnlyList<ObjectEntry> entries)
    {
        if (!entries.All(static entry => entry is { Key: Term.Constant, Value: Term.Constant }))
        {
            return new Term.Object(Location.None, entries);
        }

        var builder = new RegoObject.Builder(entries.Count);
        foreach (var (key, value) in entries)
        {
            builder.Set(Of(key)!, Of(value)!);
        }

        return Known(builder.Build());
    }

    /// <summary>The items of an array, known or partly known; null for anything else.</summary>
    public static IReadOnlyList<Term>? Items(Term term) => term switch
    {
        Term.Array array => array.Items,
        Term.Constant { Value: RegoArray array } => [.. array.Items.ToArray().Select(Known)],
        _ => null,
    };

    /// <summary>The entries of an object whose keys are all known; null for anything else.</summary>
    public static IReadOnlyList<ObjectEntry>? Entries(Term term) => term switch
    {
        Term.Object entries when entries.Entries.All(static entry => entry.Key is Term.Constant) => entries.Entries,
        Term.Constant { Value: RegoObject entries } =>
            [.. entries.Keys.ToArray().Select(key => new ObjectEntry(Known(key), Known(entries.Get(key)!)))],
        _ => null,
    };

    /// <summary>What kind of value the term stands for; null when that is unknown.</summary>
    public static RegoKind? KindOf(Term term) => term switch
    {
        Term.Constant constant => constant.Value.Kind,
        Term.Array => RegoKind.Array,
        Term.Object => RegoKind.Object,
        Term.Set => RegoKind.Set,
        _ => null,
    };

    /// <summary>The term with each variable replaced where the function has something for it. Closures are not entered.</summary>
    public static Term Map(Term term, Func<string, Term?> replace) => term switch
    {
        Term.Var variable => replace(variable.Name) ?? variable,
        Term.Array array => Array([.. array.Items.Select(item => Map(item, replace))]),
        Term.Set set => Set([.. set.Items.Select(item => Map(item, replace))]),
        Term.Object entries => Object([.. entries.Entries.Select(e => new ObjectEntry(Map(e.Key, replace), Map(e.Value, replace)))]),
        _ => term,
    };
}
