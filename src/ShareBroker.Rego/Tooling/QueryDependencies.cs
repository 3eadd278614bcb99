using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>What a query depends on, as <c>opa deps</c> tells it.</summary>
/// <param name="Base">Paths into input and base data, sorted.</param>
/// <param name="Virtual">Paths of rules, sorted.</param>
public sealed record QueryDependencies(IReadOnlyList<string> Base, IReadOnlyList<string> Virtual)
{
    private IReadOnlyList<RegoArray> BasePaths { get; init; } = [];

    private IReadOnlyList<RegoArray> VirtualPaths { get; init; } = [];

    /// <summary>Follows the query through the rules that it reads.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="query">A query in the Rego of the modules.</param>
    /// <returns>Its dependencies.</returns>
    /// <exception cref="RegoCompileException">The query is no Rego.</exception>
    public static QueryDependencies Of(RegoPolicy policy, string query)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(query);
        var parsed = Parser.ParseQuery(string.Empty, query, policy.Version);
        var reader = new DependencyReader(
            policy.Compiled.Rules, parsed.Result ?? throw new RegoCompileException(parsed.Errors));
        return new QueryDependencies([.. reader.Base.Select(TextOf)], [.. reader.Virtual.Select(TextOf)])
        {
            BasePaths = reader.Base, VirtualPaths = reader.Virtual,
        };
    }

    /// <summary>The report as <c>opa deps --format json</c> writes it: each path as an array of terms.</summary>
    /// <returns>JSON over several lines, without a line feed at its end.</returns>
    public string ToJson()
    {
        var json = new GoJson();
        json.Object(_ =>
        {
            Write(json, "base", BasePaths);
            Write(json, "virtual", VirtualPaths);
        });
        return json.ToString();
    }

    /// <summary>The report as <c>opa deps</c> prints it: a table with a column for each kind.</summary>
    /// <returns>Lines, each ended by a line feed; nothing when there are no dependencies.</returns>
    public string Print()
    {
        (string Title, IReadOnlyList<string> Paths)[] columns = [("BASE DOCUMENTS", Base), ("VIRTUAL DOCUMENTS", Virtual)];
        columns = [.. columns.Where(static column => column.Paths.Count > 0)];
        var rows = Enumerable.Range(0, columns.Select(static column => column.Paths.Count).DefaultIfEmpty(0).Max())
            .Select(row => columns.Select(column => row < column.Paths.Count ? column.Paths[row] : string.Empty).ToArray());
        return columns.Length == 0 ? string.Empty : TextTable.Of([.. columns.Select(static column => column.Title)], [.. rows]);
    }

    private static void Write(GoJson json, string name, IReadOnlyList<RegoArray> paths)
    {
        if (paths.Count > 0)
        {
            json.Name(name).Array(paths, path => json.Array(path.Items.ToArray().Select((part, at) => (part, at)), part => json.Object(_ =>
                json.Text("type", part.at == 0 ? "var" : part.part.Kind.ToString().ToLowerInvariant()).Name("value").Value(part.part))));
        }
    }

    private static string TextOf(RegoArray path) => TermPrinter.OfPath(
        ((RegoString)path[0]).Value,
        [.. path.Items[1..].ToArray().Select(static part => new Term.Constant(Text.Location.None, part))]);
}
