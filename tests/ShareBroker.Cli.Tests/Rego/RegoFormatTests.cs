using System.CommandLine;
using ShareBroker.Cli.Rego;

namespace ShareBroker.Cli.Tests.Rego;

public sealed class RegoFormatTests : IDisposable
{
    private const string Crooked = "package p\nallow   if { input.a }\n";
    private const string Straight = "package p\n\nallow if input.a\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("rego-fmt").FullName;

    public RegoFormatTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "b"));
        File.WriteAllText(Crookedly, Crooked);
        File.WriteAllText(Path.Combine(_folder, "b", "straight.rego"), Straight);
        File.WriteAllText(Path.Combine(_folder, "b", "notes.txt"), "no policy");
    }

    private string Crookedly => Path.Combine(_folder, "a.rego");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_options_the_formatted_texts_are_printed()
    {
        var (status, output, _) = Run(_folder);

        status.ShouldBe(0);
        output.ShouldBe(Straight + Straight);
        File.ReadAllText(Crookedly).ShouldBe(Crooked);
    }

    [Fact]
    public void List_names_what_would_change()
    {
        var (status, output, _) = Run("--list", _folder);

        status.ShouldBe(0);
        output.ShouldBe(Crookedly + Environment.NewLine);
    }

    [Fact]
    public void Write_overwrites_and_then_nothing_would_change()
    {
        Run("-w", _folder).Status.ShouldBe(0);

        File.ReadAllText(Crookedly).ShouldBe(Straight);
        Run("-l", "--fail", _folder).ShouldBe((0, string.Empty, string.Empty));
    }

    [Fact]
    public void Diff_shows_the_rows_that_change()
    {
        var (status, output, _) = Run("--diff", Crookedly);

        status.ShouldBe(0);
        output.ShouldBe($"--- {Crookedly}\n+++ {Crookedly}\n@@ -1,3 +1,4 @@\n package p\n-allow   if {{ input.a }}\n+\n+allow if input.a\n \n");
    }

    [Theory]
    [InlineData("--fail")]
    [InlineData("--fail", "--list")]
    [InlineData("--fail", "--diff")]
    [InlineData("--fail", "--write")]
    public void Fail_ends_with_2_at_the_first_difference_and_writes_nothing(params string[] options)
    {
        var (status, _, errors) = Run([.. options, _folder]);

        status.ShouldBe(2);
        errors.ShouldBe("unexpected diff" + Environment.NewLine);
        File.ReadAllText(Crookedly).ShouldBe(Crooked);
    }

    [Fact]
    public void What_cannot_be_formatted_ends_with_2_and_is_left_alone()
    {
        File.WriteAllText(Crookedly, "package p\nallow {");

        var (status, output, errors) = Run("--write", _folder);

        status.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("rego_parse_error");
        File.ReadAllText(Crookedly).ShouldBe("package p\nallow {");
    }

    [Fact]
    public void Bytes_that_are_no_text_and_files_that_are_not_there_are_refused()
    {
        File.WriteAllBytes(Crookedly, [0x70, 0xFF, 0xFE]);

        Run(Crookedly).Errors.ShouldContain("UTF-8");
        Run(Path.Combine(_folder, "none.rego")).Status.ShouldBe(2);
    }

    [Theory]
    [InlineData("--v0-compatible", "package p\nq[x] { x := input.a }", "package p\n\nq[x] {\n\tx := input.a\n}\n")]
    [InlineData("--v0-v1", "package p\nq[x] { x := input.a }", "package p\n\nimport rego.v1\n\nq contains x if x := input.a\n")]
    [InlineData("--drop-v0-imports", "package p\nimport rego.v1\nq := 1", "package p\n\nq := 1\n")]
    [InlineData("--check-result=false", "package p\nq if { (1 + 2) * 3 }", "package p\n\nq if 1 + 2 * 3\n")]
    public void Versions_are_chosen_as_opa_has_them_chosen(string option, string given, string expected)
    {
        File.WriteAllText(Crookedly, given);

        Run(option, Crookedly).ShouldBe((0, expected, string.Empty));
    }

    private static (int Status, string Output, string Errors) Run(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var status = RegoFormatCommand.Create().Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output, Error = errors });
        return (status, output.ToString(), errors.ToString());
    }
}
