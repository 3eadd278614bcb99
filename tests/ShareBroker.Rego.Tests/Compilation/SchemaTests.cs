using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Compilation;

/// <summary>Expressions over an input whose annotation names a schema, with what OPA 1.4.2's <c>check --schema</c> says of each.</summary>
public sealed class SchemaTests
{
    private const string Schema =
        """
        {"type": "object", "properties": {
          "b": {"$ref": "#/definitions/b"},
          "l": {"type": "array", "items": {"type": "string"}},
          "t": {"type": ["string", "null"]},
          "u": {},
          "e": {"type": "object"},
          "o": {"type": "object", "properties": {"x": {"type": "number"}}, "additionalProperties": true},
          "any": {"anyOf": [{"properties": {"p": {"type": "string"}}}, {"properties": {"q": {"type": "number"}}}]},
          "al": {"allOf": [{"properties": {"p": {"type": "string"}}}, {"properties": {"q": {"type": "number"}}}]},
          "en": {"enum": ["a", "b"]}},
         "definitions": {"b": {"type": "object", "properties": {"c": {"type": "integer"}}}}}
        """;

    [Theory]
    [InlineData("input.b.c == 1", "")]
    [InlineData("input.b.d", "undefined ref: input.b.d")]
    [InlineData("input.b.c.e", "undefined ref: input.b.c.e")]
    [InlineData("input.l[_] == 1", "match error")]
    [InlineData("input.l[0] == \"x\"", "")]
    [InlineData("input.l.x", "undefined ref: input.l.x")]
    [InlineData("input.t == null", "match error")]
    [InlineData("input.t == 1", "match error")]
    [InlineData("input.u.v.w", "")]
    [InlineData("input.e.foo", "")]
    [InlineData("input.o.y", "undefined ref: input.o.y")]
    [InlineData("input.o.x == \"a\"", "match error")]
    [InlineData("input.any.p == \"a\"", "")]
    [InlineData("input.any.r", "undefined ref: input.any.r")]
    [InlineData("input.any.q == \"s\"", "match error")]
    [InlineData("input.al.p == 1", "match error")]
    [InlineData("input.al.q == 1", "")]
    [InlineData("input.al.z", "undefined ref: input.al.z")]
    [InlineData("input.en == 5", "")]
    [InlineData("input.zz", "undefined ref: input.zz")]
    [InlineData("input[x]", "")]
    [InlineData("x := input[_]; x == true", "")]
    [InlineData("data.foo.bar", "")]
    public void A_schema_is_read_as_the_reference_implementation_reads_it(string expression, string expected)
    {
        var text = $"package t\n\n# METADATA\n# schemas:\n# - input: schema.other\np if {{ {expression} }}\n";
        var options = new RegoCompileOptions
        {
            Schemas = new Dictionary<string, RegoValue>(StringComparer.Ordinal) { ["schema.other"] = RegoJson.Parse(Schema) },
        };

        var fault = "";
        try
        {
            RegoPolicy.Compile([new RegoSource("t.rego", text)], null, options);
        }
        catch (RegoCompileException found)
        {
            fault = found.Errors.ShouldHaveSingleItem().Message.Split('\n')[0];
        }

        fault.ShouldBe(expected);
    }
}
