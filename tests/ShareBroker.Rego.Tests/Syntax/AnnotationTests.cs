using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Tests.Compilation;

namespace ShareBroker.Rego.Tests.Syntax;

/// <summary>Annotations: what is read of them, what they hold for, and how faults are called.</summary>
public sealed class AnnotationTests
{
    [Theory]
    [InlineData("title: T", "{\"scope\": \"rule\", \"title\": \"T\"}")]
    [InlineData("title: 12", "{\"scope\": \"rule\", \"title\": \"12\"}")]
    [InlineData("entrypoint: yes", "{\"entrypoint\": true, \"scope\": \"document\"}")]
    [InlineData("organizations: [a, b]", "{\"organizations\": [\"a\", \"b\"], \"scope\": \"rule\"}")]
    [InlineData(
        "authors:\n- Camille Exemple <c@example.org>\n- name: D",
        "{\"authors\": [{\"email\": \"c@example.org\", \"name\": \"Camille Exemple\"}, {\"name\": \"D\"}], \"scope\": \"rule\"}")]
    [InlineData(
        "related_resources:\n- https://example.org/a b\n- ref: https://example.org\n  description: ' d '",
        "{\"related_resources\": [{\"ref\": \"https://example.org/a%20b\"}, "
        + "{\"description\": \"d\", \"ref\": \"https://example.org\"}], \"scope\": \"rule\"}")]
    [InlineData(
        "schemas:\n- input: schema.x\n- data.a[\"b c\"]: {type: string}",
        "{\"schemas\": [{\"path\": [\"input\"], \"schema\": [\"schema\", \"x\"]}, "
        + "{\"definition\": {\"type\": \"string\"}, \"path\": [\"data\", \"a\", \"b c\"]}], \"scope\": \"rule\"}")]
    [InlineData(
        "custom:\n  1: yes\n  a: &x [1.50, ~, 2020-01-01]\n  b: *x\n  c: 0x1F",
        "{\"custom\": {\"1\": \"yes\", \"a\": [1.5, null, \"2020-01-01T00:00:00Z\"], "
        + "\"b\": [1.5, null, \"2020-01-01T00:00:00Z\"], \"c\": 31}, \"scope\": \"rule\"}")]
    [InlineData("unknown: x\ndescription: ~", "{\"scope\": \"rule\"}")]
    public void Known_fields_are_read(string yaml, string expected) =>
        Module(yaml).Annotations.ShouldHaveSingleItem().Value.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("", 2, "expected METADATA block, found whitespace")]
    [InlineData("title: [a]", 3, "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string")]
    [InlineData("entrypoint: maybe", 3, "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `maybe` into bool")]
    [InlineData(
        "schemas:\n- data.servers= schema", 4,
        "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!str `data.se...` into map[string]interface {}")]
    [InlineData("title: a\ntitle: b", 4, "yaml: unmarshal errors:\n  line 2: mapping key \"title\" already defined at line 1")]
    [InlineData("custom:\n  a: 1\n b: 2", 5, "yaml: line 2: did not find expected key")]
    [InlineData("custom:\n  a: *x", 3, "yaml: unknown anchor 'x' referenced")]
    [InlineData("schemas:\n- foo: schema.x", 2, "invalid document reference")]
    [InlineData("schemas:\n- input: schema/x", 2, "invalid schema reference")]
    [InlineData("schemas:\n- input: 3", 2, "invalid schema declaration for path \"input\"")]
    [InlineData("authors:\n- ''", 2, "invalid author definition : author is an empty string")]
    [InlineData("related_resources:\n- ''", 2, "invalid related-resource definition : ref URL may not be empty string")]
    [InlineData("scope: all", 2, "invalid annotation scope 'all'. Use one of 'rule', 'document', 'package', or 'subpackages'")]
    [InlineData("scope: package", 2, "annotation scope 'package' must be applied to package (have rule)")]
    [InlineData("scope: rule\nentrypoint: true", 2, "annotation entrypoint applied to non-document or package scope 'rule'")]
    public void A_faulty_block_is_refused_with_its_row(string yaml, int row, string message)
    {
        var fault = Parser.ParseModule("t.rego", Text(yaml)).Errors.ShouldHaveSingleItem();

        (fault.Code, fault.Location.Row, fault.Message).ShouldBe(("rego_parse_error", row, message));
    }

    [Theory]
    [InlineData("# METADATA\n# scope: document\npackage t", "annotation scope 'document' must be applied to rule (have package)")]
    [InlineData("package t\n# METADATA\n# title: x\nimport data.a", "invalid annotation scope 'import'. Use one of 'rule', "
        + "'document', 'package', or 'subpackages'")]
    [InlineData("package t\n# METADATA\n# title: x", "invalid annotation scope ''. Use one of 'rule', 'document', 'package', "
        + "or 'subpackages'")]
    public void An_annotation_needs_what_its_scope_is_about(string text, string message) =>
        Parser.ParseModule("t.rego", text).Errors.ShouldHaveSingleItem().Message.ShouldBe(message);

    [Theory]
    [InlineData("document", "2 rego_type_error document annotation redeclared: test-0.rego:2")]
    [InlineData("rule", "ok")]
    public void One_document_is_annotated_once(string scope, string expected)
    {
        var block = $"# METADATA\n# scope: {scope}\np := 1 if input.x\n";

        Compiling.Fault(Compiling.Modules("package t\n" + block + block).Errors).Replace("5 rego", "2 rego", StringComparison.Ordinal)
            .ShouldBe(expected);
    }

    [Fact]
    public void Hostile_blocks_are_faults_or_short()
    {
        Parser.ParseModule("t.rego", Text("custom: " + new string('[', 50_000))).Errors.ShouldNotBeEmpty();
        Parser.ParseModule("t.rego", Text("custom:\n" + string.Concat(
            Enumerable.Range(0, 40).Select(static i => $"  a{i}: &a{i} [{(i == 0 ? "1" : $"*a{i - 1}, *a{i - 1}")}]\n")))).Errors
            .ShouldNotBeEmpty();
        const string Yaml = "title: 'a'\nauthors: [{name: x}]\nschemas:\n- input: {\"a\": [1, *b]}\ncustom: &b {x: \"\\u0041\"}";
        for (var length = 0; length < Yaml.Length; length++)
        {
            var outcome = Parser.ParseModule("t.rego", Text(Yaml[..length]));
            (outcome.Result is null).ShouldBe(outcome.Errors.Count > 0);
        }
    }

    private static string Text(string yaml) => $"package t\n# METADATA\n# {yaml.ReplaceLineEndings("\n# ")}\np := 1\n";

    private static Module Module(string yaml) => Parser.ParseModule("t.rego", Text(yaml)).Result!;
}
