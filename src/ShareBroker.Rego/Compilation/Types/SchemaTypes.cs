using ShareBroker.Rego.Compilation.Rules;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation.Types;

/// <summary>The types that a host's schemas and the <c>schemas</c> of annotations give to documents.</summary>
internal sealed class SchemaTypes(IReadOnlyDictionary<string, RegoValue> schemas, AnnotationSet annotations)
{
    private const string Root = "schema";

    /// <summary>The type of the input document wherever no annotation gives another; null when the host says nothing.</summary>
    public RegoType? Input(List<RegoError> errors) =>
        schemas.TryGetValue(Root, out var schema) ? Read(schema, Location.None, errors) : null;

    /// <summary>What annotations say of the documents that a definition reads; null when they say nothing.</summary>
    public GivenTypes? For(IReadOnlyList<string> package, Rule written, Rule rule, RegoType? input, List<RegoError> errors)
    {
        var said = annotations.Chain(package, written, AnnotationSet.PathOf(rule.Head)).Reverse()
            .SelectMany(static link => link.Annotation?.Schemas ?? []).ToList();
        if (said.Count == 0)
        {
            return null;
        }

        var given = new GivenTypes(input);
        foreach (var schema in said)
        {
            var definition = schema.Definition ?? schemas.GetValueOrDefault(PathOf(schema.Schema!));
            if (definition is null)
            {
                errors.Add(Error(rule.Location, $"undefined schema: {PathOf(schema.Schema!)}"));
            }
            else if (Read(definition, rule.Location, errors) is { } type)
            {
                given.Add(schema.Path, type);
            }
        }

        return given;
    }

    private static string PathOf(IReadOnlyList<RegoValue> path) => string.Join('.', path.Select(static part => part switch
    {
        RegoString text => text.Value,
        _ => part.ToString(),
    }).Prepend(Root));

    private static RegoType? Read(RegoValue schema, Location place, List<RegoError> errors)
    {
        try
        {
            return SchemaReader.Read(schema);
        }
        catch (FormatException fault)
        {
            errors.Add(Error(place, fault.Message));
            return null;
        }
    }

    private static RegoError Error(Location place, string message) => new(ErrorCodes.Type, message, place);
}
