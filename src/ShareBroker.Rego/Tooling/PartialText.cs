using System.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>Prints conditions as <c>opa eval --partial</c> does.</summary>
public static class PartialText
{
    /// <summary><c>--format source</c>: queries and modules as Rego, under headings.</summary>
    /// <param name="result">The conditions.</param>
    /// <returns>Lines, each ended by a line feed; nothing when the query can never hold.</returns>
    public static string Source(PartialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        foreach (var (query, at) in result.Queries.Select(static (query, at) => (query, at)))
        {
            text.Append($"# Query {at + 1}\n").Append(Bare(query) is { Length: > 0 } lines ? lines + "\n\n" : "\n");
        }

        foreach (var (module, at) in result.Support.Select(static (module, at) => (module, at)))
        {
            text.Append(at > 0 ? "\n" : string.Empty).Append($"# Module {at + 1}\n").Append(module.Text.TrimEnd('\n')).Append('\n');
        }

        return text.ToString();
    }

    /// <summary><c>--format pretty</c>: a table of queries and modules.</summary>
    /// <param name="result">The conditions.</param>
    /// <returns>Lines, each ended by a line feed.</returns>
    public static string Pretty(PartialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.NeverHolds
            ? "undefined\n"
            : TextTable.OfBlocks(
            [
                .. result.Queries.Select(static (query, at) => ($"Query {at + 1}", Bare(query))),
                .. result.Support.Select(static (module, at) => ($"Support {at + 1}", module.Text.TrimEnd('\n'))),
            ]);
    }

    private static string Bare(string query) => query == "true" ? string.Empty : query.TrimEnd('\n');
}
