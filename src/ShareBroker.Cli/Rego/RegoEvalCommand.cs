using System.CommandLine;

namespace ShareBroker.Cli.Rego;

/// <summary><c>rego eval</c>: its options.</summary>
internal sealed class RegoEvalCommand
{
    private readonly RegoPaths _paths = RegoPaths.Options();
    private readonly RegoBudget _budget = new();
    private readonly Option<string?> _input = new("--input",
        "-i") { Description = "The input document, a JSON or YAML file; '-' reads standard input" };
    private readonly Option<bool> _stdinInput = new("--stdin-input", "-I") { Description = "Read the input document from standard input",
        Arity = ArgumentArity.Zero };
    private readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "json, pretty, values, bindings, raw or discard as 'opa eval' prints them; without it {\"result\": …} on one line",
    };

    private readonly Option<bool> _fail = new("--fail") { Description = "Exit status 1 when the result is undefined",
        Arity = ArgumentArity.Zero };
    private readonly Option<bool> _failDefined = new("--fail-defined") { Description = "Exit status 1 when the result is defined",
        Arity = ArgumentArity.Zero };
    private readonly Option<bool> _strict = new("--strict-builtin-errors") { Description = "A builtin that fails ends the evaluation",
        Arity = ArgumentArity.Zero };
    private readonly Option<string> _explain = new("--explain")
    {
        Description = "Show steps: off, notes, fails, full or debug", DefaultValueFactory = static _ => "off",
    };

    private readonly Option<bool> _values = new("--var-values") { Description = "Show values of variables in the steps",
        Arity = ArgumentArity.Zero };
    private readonly Option<bool> _metrics = new("--metrics") { Description = "Show how long each stage took", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _profile = new("--profile") { Description = "Show the lines that cost most", Arity = ArgumentArity.Zero };
    private readonly Option<string[]> _profileSort = new("--profile-sort")
    {
        Description = "total_time_ns, num_eval, num_redo, num_gen_expr, file or line; may be given again",
    };

    private readonly Option<int?> _profileLimit = new("--profile-limit") { Description =
        "How many lines to show, 10 by default; 0 shows all" };
    private readonly Option<bool> _coverage = new("--coverage") { Description = "Report the lines that were reached",
        Arity = ArgumentArity.Zero };
    private readonly Option<int> _cells = new("--pretty-limit")
    {
        Description = "Cut longer cells of tables", DefaultValueFactory = static _ => 80,
    };

    private readonly Option<bool> _partial = new("--partial", "-p") { Description = "Print under which conditions the query holds" };
    private readonly Option<string[]> _unknowns = new("--unknowns", "-u")
    {
        Description = "With --partial: a path that is unknown, such as input.subject; may be given again; the whole input when none is",
    };

    private readonly Option<string?> _package = new("--package") { Description = "The package in which the query stands, such as clinic" };
    private readonly Option<string[]> _imports = new("--import")
    {
        Description = "What the query imports, such as 'data.roles as r'; may be given again",
    };

    private readonly Option<bool> _stdin = new("--stdin") { Description = "Read the query from standard input",
        Arity = ArgumentArity.Zero };
    private readonly Argument<string?> _query = new("query")
    {
        Description = "A Rego query, such as data.broker.decision", Arity = ArgumentArity.ZeroOrOne,
    };

    public Command Create()
    {
        var command = new Command("eval", "Evaluate a query, as 'opa eval' does");
        _paths.AddTo(command);
        _budget.AddTo(command);
        Option[] options =
        [
            _input, _stdinInput, _format, _fail, _failDefined, _strict, _explain, _values, _metrics, _profile, _profileSort, _profileLimit,
            _coverage, _cells, _partial, _unknowns, _package, _imports, _stdin,
        ];
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Add(_query);
        command.SetAction(parse =>
        {
            var (output, errors) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            return parse.GetValue(_partial)
                ? new RegoPartial(Read(parse), parse.GetValue(_unknowns) ?? [], () => _paths.Load(parse), output, errors).Run()
                : new RegoEval(Read(parse), () => _paths.Load(parse), output, errors).Run();
        });
        return command;
    }

    private RegoEval.Plan Read(ParseResult parse) => new()
    {
        Query = parse.GetValue(_stdin)
            ? InputFile.ReadQuery()
            : parse.GetValue(_query) ?? throw new Faults.UsageException("name a query, or --stdin"),
        Package = parse.GetValue(_package),
        Imports = parse.GetValue(_imports) ?? [],
        Input = parse.GetValue(_stdinInput) ? "-" : parse.GetValue(_input),
        Format = parse.GetValue(_format),
        Fail = parse.GetValue(_fail),
        FailDefined = parse.GetValue(_failDefined),
        IsStrict = parse.GetValue(_strict),
        Explain = RegoWords.Detail(parse.GetValue(_explain)!),
        Values = parse.GetValue(_values),
        Metrics = parse.GetValue(_metrics),
        Profile = parse.GetValue(_profile) || parse.GetValue(_profileSort) is { Length: > 0 } || parse.GetValue(_profileLimit) is not null,
        ProfileSort = parse.GetValue(_profileSort) ?? [],
        ProfileLimit = parse.GetValue(_profileLimit) ?? 10,
        Coverage = parse.GetValue(_coverage),
        CellWidthMax = parse.GetValue(_cells),
        Budget = _budget.Read(parse, TimeSpan.FromSeconds(60)),
        Compiling = _paths.Compiling(parse),
    };
}
