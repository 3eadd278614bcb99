using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>Reads one entry of an annotation's <c>schemas</c>: <c>input: schema.request</c>, <c>data.users: {"type":
/// "array"}</c>.</summary>
internal static class SchemaFields
{
    /// <exception cref="AnnotationFault">The path or the schema cannot be read.</exception>
    public static SchemaAnnotation Read(AnnotationNode entry)
    {
        var (path, schema) = entry.Entries is [var pair, ..] ? (pair.Key, pair.Value) : (string.Empty, null);
        if (Parsed(path) is not Term.Ref document)
        {
            throw new AnnotationFault("invalid document reference", 0);
        }

        if (schema is { Entries: not null })
        {
            return new SchemaAnnotation(document, null, schema.Value);
        }

        if (schema?.Value is not RegoString)
        {
            throw new AnnotationFault($"invalid schema declaration for path \"{path}\"", 0);
        }

        return Parsed(schema.Text) switch
        {
            Term.Var { Name: "schema" } => new SchemaAnnotation(document, [], null),
            Term.Ref { Head: Term.Var { Name: "schema" } } reference when reference.Operands.All(static part => part is Term.Constant) =>
                new SchemaAnnotation(document, [.. reference.Operands.Select(static part => ((Term.Constant)part).Value)], null),
            _ => throw new AnnotationFault("invalid schema reference", 0),
        };
    }

    public static RegoValue ValueOf(SchemaAnnotation schema)
    {
        var value = new RegoObject.Builder().Set(RegoString.Of("path"), Path(((Term.Var)schema.Path.Head).Name, schema.Path.Operands));
        return schema.Definition is { } definition
            ? value.Set(RegoString.Of("definition"), definition).Build()
            : value.Set(RegoString.Of("schema"), RegoArray.Adopt([RegoString.Of("schema"), .. schema.Schema!])).Build();
    }

    private static RegoArray Path(string head, IReadOnlyList<Term> operands) =>
        RegoArray.Adopt([RegoString.Of(head), .. operands.Select(static part => ((Term.Constant)part).Value)]);

    private static Term? Parsed(string text) => Parser.ParseQuery("schemas", text)
        .Result is { Exprs: [{ Negated: false, Withs.Count: 0 } only] }
        && only.Term is { } term && (term is not Term.Ref reference || IsPath(reference)) ? term : null;

    private static bool IsPath(Term.Ref reference) =>
        reference.Head is Term.Var && reference.Operands.All(static part => part is Term.Constant);
}
