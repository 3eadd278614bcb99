using System.Globalization;
using ShareBroker.Rego.Fuzz;
using ShareBroker.Rego.Fuzz.Bytes;
using ShareBroker.Rego.Fuzz.Calls;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Generating;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Mutants;
using ShareBroker.Tests;

// programs [--seed N] [--first N] [--count N] [--seconds N] [--show] [--report]
// mutants [--seed N] [--first N] [--count N] [--seconds N]
// calls [--seed N] [--count N of each builtin] [--seconds N] [--only NAME]
// bytes [--seed N] [--seconds N for each | --total N for all] [--only source|json|terms|bundles|builtins|schemas]
// The last line is 'N passed, N failed'. Wants $OPA.
var options = Options.Read(args);
return options.Command switch
{
    "programs" => await ProgramsAsync(options),
    "mutants" => await MutantsAsync(options),
    "calls" => await CallsAsync(options),
    "bytes" => Bytes(options),
    _ => Usage(),
};

static async Task<int> ProgramsAsync(Options options)
{
    if (OpaPath() is not { } opaPath)
    {
        return 2;
    }

    var folder = TestPlaces.SharedPath("data/rego-cases/given/v1", "programs made of the cases");
    var policies = PublicPolicies.Load(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "public-style"));
    var old = TestPlaces.SharedPath("data/rego-cases/given/v0", "programs made of the cases");
    var writer = new ProgramWriter(
        options.Seed,
        folder is null ? null : CaseMaterial.Load(folder),
        old is null ? null : CaseMaterial.Load(old, isV0: true),
        policies);
    if (options.Show)
    {
        Console.WriteLine(writer.Of(options.First));
    }

    using var opa = new OpaEngine(opaPath);
    var run = new Run(writer, opa, Console.Out, Console.Error);
    await run.GoAsync(options.First, options.Count, TimeSpan.FromSeconds(options.Seconds));
    if (options.Report)
    {
        Console.WriteLine(run.Tally.Report(writer.Pool.Builtins.Select(static builtin => builtin.Name)));
        Console.WriteLine($"not computed here: {string.Join(", ", writer.Pool.Missing)}");
    }

    foreach (var group in run.Unexplained.GroupBy(Causes.Of).OrderByDescending(static group => group.Count()))
    {
        Console.WriteLine(
            $"{group.Count(),5} x {group.Key} (programs {string.Join(", ", group.Select(static one => one.Number).Take(8))})");
    }

    foreach (var (name, count) in run.Explained)
    {
        Console.WriteLine($"{count,5} explained: {name}");
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {options.Seed}, programs {options.First} to {options.First + run.Tally.Programs - 1}: compile {run.Tally.Compiled}, some result "
        + $"{run.Tally.Defined}, agree {run.Agreed}, queries not compared {run.Uncompared}, "
        + $"differences that a fresh opa does not show {run.Unrepeatable}"));
    Console.WriteLine($"{run.Tally.Programs - run.Unexplained.Count} passed, {run.Unexplained.Count} failed");
    return run.Unexplained.Count == 0 && run.Tally.Programs > 0 ? 0 : 1;
}

static string Listed(SortedDictionary<string, int> counts) =>
    counts.Count == 0 ? "0" : string.Join(", ", counts.Select(static entry => $"{entry.Value} {entry.Key}"));

static string? OpaPath()
{
    var path = Environment.GetEnvironmentVariable("OPA");
    if (!string.IsNullOrEmpty(path) && File.Exists(path))
    {
        return path;
    }

    Console.Error.WriteLine("error: $OPA names no program; tests/tools/opa.sh prints one");
    return null;
}

static async Task<int> CallsAsync(Options options)
{
    if (OpaPath() is not { } opaPath)
    {
        return 2;
    }

    var pool = new CallPool(null);
    var builtins = pool.Builtins.Select(static signature => (signature, IsV0: false))
        .Concat(CallPool.Old.Select(static signature => (signature, IsV0: true)))
        .Where(one => options.Only is null || one.signature.Name == options.Only).ToArray();
    using var opa = new OpaEngine(opaPath);
    var edges = EdgeTerms.Load(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "edge-values.json"));
    var today = TestPlaces.SharedPath("data/rego-cases/given/v1", "what the cases pass");
    var old = TestPlaces.SharedPath("data/rego-cases/given/v0", "what the cases pass");
    var recorded = (today is null ? [] : CaseMaterial.Load(today).Calls.ToList())
        .Concat(old is null ? [] : CaseMaterial.Load(old, isV0: true).Calls);
    var sweep = new CallSweep(opa, new CallArguments(edges, recorded), Console.Out, Console.Error);
    await sweep.GoAsync(builtins, options.Seed, options.Count, TimeSpan.FromSeconds(options.Seconds));
    foreach (var (name, count) in sweep.Explained)
    {
        Console.WriteLine($"{count,5} explained: {name}");
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {options.Seed}, {sweep.Asked} calls of {sweep.Builtins} builtins, {sweep.Answered} with a value, differences that a fresh opa "
        + $"does not show {sweep.Unrepeatable}; cut off by a limit {Listed(sweep.Uncompared)}; differ among others and agree alone "
        + $"{Listed(sweep.OnlyTogether)}; not asked to the end: {(sweep.Left.Count == 0 ? "none" : string.Join(", ", sweep.Left))}"));
    Console.WriteLine($"{sweep.Asked - sweep.Unexplained} passed, {sweep.Unexplained} failed");
    return sweep.Unexplained == 0 && sweep.Asked > 0 ? 0 : 1;
}

static async Task<int> MutantsAsync(Options options)
{
    if (OpaPath() is not { } opaPath)
    {
        return 2;
    }

    if (TestPlaces.SharedPath("data/rego-cases", "spoilt modules") is not { } folder)
    {
        Console.WriteLine("0 passed, 0 failed");
        return 0;
    }

    using var opa = new OpaEngine(opaPath);
    var run = new MutantRun(opa, Console.Out);
    await run.GoAsync(MutantRun.Load(folder), options.Seed, options.First, options.Count, TimeSpan.FromSeconds(options.Seconds));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {options.Seed}, {run.Asked} spoilt modules: {run.OfNewerLanguage} of a newer language, {run.Differing} judged otherwise"));

    // The reference engine's reader tries a text as several things in turn; a few places that it names follow from that alone.
    var isSound = run.Asked > 0 && run.Differing * 100 <= run.Asked;
    Console.WriteLine($"{run.Asked - run.Differing} passed, {(isSound ? 0 : run.Differing)} failed");
    return isSound ? 0 : 1;
}

static int Bytes(Options options)
{
    var folder = TestPlaces.SharedPath("data/rego-cases/given/v1", "octets made of the cases");
    var (passed, failed) = (0, 0);
    var targets = ByteTargets.All(folder is null ? null : CaseMaterial.Load(folder))
        .Where(target => options.Only is null || options.Only == target.Name).ToArray();
    var time = options.Total > 0 ? TimeSpan.FromSeconds(options.Total) / targets.Length : TimeSpan.FromSeconds(options.Seconds);
    foreach (var target in targets)
    {
        var run = new ByteRun(target, options.Seed, Console.Out, Console.Error);
        run.Go(time);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {time.TotalSeconds:F0} s, {run.Inputs} inputs, {run.Accepted} accepted, {run.Faults} faults, the longest took {run.Longest.TotalMilliseconds:F0} ms"));
        passed += run.Faults == 0 ? 1 : 0;
        failed += run.Faults == 0 ? 0 : 1;
    }

    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 && passed > 0 ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine(
        "usage: programs|mutants|calls|bytes [--seed N] [--first N] [--count N] [--seconds N] [--only NAME] [--show] [--report]");
    return 2;
}
