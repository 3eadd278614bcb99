using System.CommandLine;
using ShareBroker.Rego;
using ShareBroker.Rego.Tooling;

namespace ShareBroker.Cli.Rego;

/// <summary>The options that say which policies and which data a command is about.</summary>
internal sealed class RegoPaths
{
    private readonly Argument<string[]>? _paths;
    private readonly Option<string[]> _data = new("--data", "-d")
    {
        Description = "Policy and data: files or folders with *.rego, *.json, *.yaml; may be given again",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _bundle = new("--bundle", "-b")
    {
        Description = "An OPA bundle: a .tar.gz or a folder; may be given again", AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _asBundles = new("--bundle", "-b")
    {
        Description = "The paths are OPA bundles: .tar.gz or folders", Arity = ArgumentArity.Zero,
    };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "Names of files and folders to pass over, such as '.*'; may be given again", AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _v0 = new("--v0-compatible") { Description = "Policies are written in Rego of before OPA 1.0",
        Arity = ArgumentArity.Zero };
    private readonly Option<bool> _strict = new("--strict", "-S")
    {
        Description = "Refuse what is likely a slip too: what nothing uses", Arity = ArgumentArity.Zero,
    };

    private readonly Option<string?> _schema = new("--schema", "-s")
    {
        Description = "A JSON schema of the input, or a folder of schemas that annotations name",
    };

    private readonly Option<int> _errorsMax = new("--max-errors", "-m")
    {
        Description = "How many faults to list at most", DefaultValueFactory = static _ => 10,
    };

    private readonly BundleTrust _trust = new();

    /// <summary>What was read last, for quoting from it.</summary>
    public PolicyDocuments? Loaded { get; private set; }

    private RegoPaths(Argument<string[]>? paths) => _paths = paths;

    /// <summary>Options <c>--data</c> and <c>--bundle</c>.</summary>
    public static RegoPaths Options() => new(paths: null);

    /// <summary>Paths as arguments, and <c>--bundle</c> when they are bundles.</summary>
    public static RegoPaths Arguments() => new(new Argument<string[]>("paths")
    {
        Description = "Policy and data: files or folders with *.rego, *.json, *.yaml", Arity = ArgumentArity.OneOrMore,
    });

    public RegoCompileOptions Compiling(ParseResult parse) => new()
    {
        KeepsPrint = true,
        RefusesDataConflicts = true,
        ModulesAreV0 = parse.GetValue(_v0),
        Builtins = RegoBuiltin.Unreachable,
        IsStrict = parse.GetValue(_strict),
        ErrorsMax = parse.GetValue(_errorsMax),
        Schemas = parse.GetValue(_schema) is { } place ? SchemaFiles.Read(place) : null,
    };

    public void AddTo(Command command)
    {
        if (_paths is null)
        {
            command.Add(_data);
            command.Add(_bundle);
        }
        else
        {
            command.Add(_paths);
            command.Add(_asBundles);
        }

        command.Add(_ignore);
        command.Add(_v0);
        command.Add(_strict);
        command.Add(_schema);
        command.Add(_errorsMax);
        _trust.AddTo(command);
    }

    /// <summary>The files and folders that are named, for watching.</summary>
    public IReadOnlyList<string> Places(ParseResult parse) =>
        _paths is null ? [.. parse.GetValue(_data) ?? [], .. parse.GetValue(_bundle) ?? []] : parse.GetValue(_paths) ?? [];

    /// <summary>Reads what is named.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    /// <exception cref="RegoException">Data or a bundle is not sound.</exception>
    public PolicyDocuments Load(ParseResult parse)
    {
        var ignored = parse.GetValue(_ignore) ?? [];
        var isBundles = _paths is not null && parse.GetValue(_asBundles);
        var data = _paths is null ? parse.GetValue(_data) ?? [] : isBundles ? [] : parse.GetValue(_paths) ?? [];
        var bundles = _paths is null ? parse.GetValue(_bundle) ?? [] : isBundles ? parse.GetValue(_paths) ?? [] : [];
        var documents = Loaded = PolicyFiles.Load(data, ignored).Documents;
        BundleFiles.Load(bundles, ignored, _trust.Read(parse, parse.GetValue(_v0)), documents);
        return documents;
    }
}
