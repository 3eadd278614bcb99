using ShareBroker.Cli.Rego;
using ShareBroker.Cli.Terminal;

namespace ShareBroker.Cli.Tests.Rego;

public sealed class RegoEvalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rego-eval").FullName;

    public RegoEvalTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "law", "terms"));
        File.WriteAllText(
            Path.Combine(_folder, "law", "p.rego"),
            "package p\n\nallow := input.n > data.law.terms.least\n\nbroken if 1 / 0 > 0\n");
        File.WriteAllText(Path.Combine(_folder, "law", "terms", "t.json"), """{"least": 2}""");
        File.WriteAllText(Path.Combine(_folder, "input.txt"), """{"n": 1}""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("data.p.allow", 0, """{"result":false}""")]
    [InlineData("data.p.nothing", 0, "{}")]
    [InlineData("x := data.law.terms[k]", 0, """{"result":[{"k":"least","x":2}]}""")]
    [InlineData("data.p.broken", 1, "eval_builtin_error")]
    [InlineData("data.p[", 1, "rego_parse_error")]
    [InlineData("y > 1", 1, "rego_unsafe_var_error")]
    public void A_query_prints_its_result_or_its_errors(string query, int status, string wanted)
    {
        var output = new StringWriter();

        var got = CommandLine.Run(
            ["rego", "eval", "--data", _folder, "--input", Path.Combine(_folder, "input.txt"), "--strict-builtin-errors", query],
            output,
            TextWriter.Null);

        output.ToString().ShouldContain(wanted);
        got.ShouldBe(status);
    }

    [Theory]
    [InlineData("data.p.allow", "json", 0, "\"modules\"")]
    [InlineData("data.p.allow == true", "source", 0, "# Query 1\n(input.n > 2) = true\n")]
    [InlineData("data.p.allow == false", "", 0, "{\"partial\":{\"queries\":[[{\"index\":0,\"terms\":[")]
    [InlineData("data.p[", "json", 2, "")]
    [InlineData("data.p[", "", 1, "")]
    public void A_query_over_the_unknown_prints_its_conditions(string query, string format, int status, string wanted)
    {
        var output = new StringWriter();
        string[] written = format.Length == 0 ? [] : ["-f", format];
        File.AppendAllText(Path.Combine(_folder, "law", "p.rego"), "\nothers contains input.n\n");
        query = format == "json" ? query.Replace("data.p.allow", "x = data.p.others", StringComparison.Ordinal) : query;

        var got = CommandLine.Run(["rego", "eval", "--partial", "--data", _folder, .. written, query], output, TextWriter.Null);

        output.ToString().ShouldContain(wanted);
        got.ShouldBe(status);
    }

    [Fact]
    public void A_file_that_is_not_there_is_wrong_use()
    {
        var errors = new StringWriter();

        CommandLine.Run(["rego", "eval", "--data", Path.Combine(_folder, "none.rego"), "1"], TextWriter.Null, errors).ShouldBe(2);

        errors.ToString().ShouldStartWith("error: ");
    }

    [Fact]
    public void Conformance_writes_a_line_for_each_case_and_counts_them()
    {
        var output = new StringWriter();
        var lines = Path.Combine(_folder, "out.jsonl");

        var silent = new LineProgress(TextWriter.Null, isSilent: true, TimeProvider.System, "cases");

        RegoConformance.Run(Path.Combine(SharedData.Repository, "tests", "cases", "rego"), [], lines, silent, output, TextWriter.Null)
            .ShouldBe(0);

        output.ToString().TrimEnd().ShouldEndWith(" passed, 0 failed");
        File.ReadLines(lines).Count().ShouldBeGreaterThanOrEqualTo(27);
    }
}
