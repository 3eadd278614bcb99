using System.Text;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Builtins.Yaml;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tooling;

/// <summary>
/// Gathers policy texts and data files as OPA loads them: <c>*.rego</c> are policies; <c>*.json</c>, <c>*.yaml</c> and <c>*.yml</c> are
/// data that lies under the names of its folders. Nothing is read here: the host brings the octets.
/// </summary>
public sealed class PolicyDocuments
{
    /// <summary>The code of data that contradicts other data, or is no object where it must be one.</summary>
    public const string MergeFault = "merge_error";

    // Data that the operator names may be as large as an array of bytes can be.
    private static readonly JsonLimits DataLimits = JsonLimits.Trusted with { SizeMaxBytes = Array.MaxLength };

    private readonly List<RegoSource> _sources = [];
    private RegoValue _data = RegoObject.Empty;

    /// <summary>The policy texts, in the order in which they came.</summary>
    public IReadOnlyList<RegoSource> Sources => _sources;

    /// <summary>The base document.</summary>
    public RegoValue Data => _data;

    /// <summary>Whether a file of this name is policy or data.</summary>
    /// <param name="file">A name or path.</param>
    public static bool IsRead(string file) => Path.GetExtension(file) is ".rego" or ".json" or ".yaml" or ".yml";

    /// <summary>Adds one file; one that is neither policy nor data is passed over.</summary>
    /// <param name="file">The name that faults and reports use, and whose ending says what it is.</param>
    /// <param name="folders">The names under which its data lies.</param>
    /// <param name="content">Its octets.</param>
    /// <exception cref="RegoException">It is not UTF-8, JSON or YAML (<c>rego_json_error</c>), or contradicts what came before
    /// (<see cref="MergeFault"/>).</exception>
    public void Add(string file, IReadOnlyList<string> folders, ReadOnlyMemory<byte> content)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(folders);
        switch (Path.GetExtension(file))
        {
            case ".rego":
                _sources.Add(new RegoSource(file, Encoding.UTF8.GetString(content.Span)));
                break;
            case ".json":
                Put(file, folders, ReadJson(file, content));
                break;
            case ".yaml" or ".yml":
                Put(file, folders, ReadYaml(file, content.Span));
                break;
        }
    }

    /// <summary>Adds a policy text.</summary>
    /// <param name="source">The text.</param>
    public void Add(RegoSource source) => _sources.Add(source);

    /// <summary>Adds a value under the names of folders.</summary>
    /// <param name="file">The name that faults use.</param>
    /// <param name="folders">The names.</param>
    /// <param name="value">The value; an object when there are no folders.</param>
    /// <exception cref="RegoException">It contradicts what came before, or the base document would be no object
    /// (<see cref="MergeFault"/>).</exception>
    public void Put(string file, IReadOnlyList<string> folders, RegoValue value)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(value);
        foreach (var folder in folders.Reverse())
        {
            value = new RegoObject.Builder().Set(RegoString.Of(folder), value).Build();
        }

        if (value is not RegoObject)
        {
            throw Fault(file, MergeFault, "a data file holds one object");
        }

        _data = Merge(_data, value, file);
    }

    /// <summary>The JSON of an octet sequence.</summary>
    /// <param name="file">The name that faults use.</param>
    /// <param name="content">The octets.</param>
    /// <exception cref="RegoException">It is no JSON (<c>rego_json_error</c>).</exception>
    public static RegoValue ReadJson(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            return RegoJson.Parse(content.Span, DataLimits);
        }
        catch (RegoJsonException fault)
        {
            throw Fault(file, "rego_json_error", fault.Message);
        }
    }

    /// <summary>The value of a YAML text, as <c>yaml.unmarshal</c> reads it.</summary>
    /// <param name="file">The name that faults use.</param>
    /// <param name="content">The octets.</param>
    /// <exception cref="RegoException">It is no YAML (<c>rego_json_error</c>).</exception>
    public static RegoValue ReadYaml(string file, ReadOnlySpan<byte> content) => ReadYaml(file, content, 64L * Array.MaxLength);

    /// <summary>The same, of a text that may be a trap.</summary>
    /// <exception cref="BudgetExceededException">It unfolds to more than that.</exception>
    internal static RegoValue ReadYaml(string file, ReadOnlySpan<byte> content, long memoryMaxBytes)
    {
        var meter = new EvaluationMeter(
            long.MaxValue / 2, Timeout.InfiniteTimeSpan + TimeSpan.FromDays(1), memoryMaxBytes, int.MaxValue, TimeProvider.System,
            CancellationToken.None);
        var context = new BuiltinContext(meter, 0, static _ => { });
        return YamlReader.Read(context, Encoding.UTF8.GetString(content), out var fault) ?? throw Fault(file, "rego_json_error", fault);
    }

    private static RegoValue Merge(RegoValue left, RegoValue right, string file)
    {
        if (left is not RegoObject first || right is not RegoObject second)
        {
            throw Fault(file, MergeFault, "merge error");
        }

        if (first.Count == 0)
        {
            return second;
        }

        var merged = new RegoObject.Builder(first.Count + second.Count);
        for (var i = 0; i < first.Count; i++)
        {
            merged.Set(first.KeyAt(i), first.ValueAt(i));
        }

        for (var i = 0; i < second.Count; i++)
        {
            var key = second.KeyAt(i);
            merged.Set(key, first.Get(key) is { } present ? Merge(present, second.ValueAt(i), file) : second.ValueAt(i));
        }

        return merged.Build();
    }

    private static RegoException Fault(string file, string code, string message) =>
        new([new RegoError(code, message, new Location(file, 1, 1, 0))]);
}
