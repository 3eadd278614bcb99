using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>The value of a term that says all of it; a composite without variables is as known as a constant.</summary>
internal static class WrittenValue
{
    /// <summary>The value; null when only the evaluation knows it.</summary>
    public static RegoValue? Of(Term term)
    {
        switch (term)
        {
            case Term.Constant constant:
                return constant.Value;
            case Term.Array array:
                var items = array.Items.Select(Of).ToArray();
                return Array.TrueForAll(items, static item => item is not null) ? RegoArray.Of(items!) : null;
            case Term.Set set:
                var members = set.Items.Select(Of).ToArray();
                return Array.TrueForAll(members, static item => item is not null) ? RegoSet.Of(members!) : null;
            case Term.Object entries:
                var built = new RegoObject.Builder();
                foreach (var entry in entries.Entries)
                {
                    if (Of(entry.Key) is not { } key || Of(entry.Value) is not { } value)
                    {
                        return null;
                    }

                    built.Set(key, value);
                }

                return built.Build();
            default:
                return null;
        }
    }
}
