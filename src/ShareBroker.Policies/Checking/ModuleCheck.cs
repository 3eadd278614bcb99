using System.Text;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Places;
using ShareBroker.Rego;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Checking;

/// <summary>Compiles rules and tests and tells every fault of them with its place.</summary>
internal static class ModuleCheck
{
    public static IEnumerable<PolicyFinding> Run(IReadOnlyList<PolicyFile> files, RegoObject data)
    {
        try
        {
            RegoPolicy.Compile(
                files.Where(file => file.IsModule).Select(file => new RegoSource(file.Path, Encoding.UTF8.GetString(file.Content.Span))),
                data);
            return [];
        }
        catch (RegoException fault)
        {
            return fault.Errors.Select(error => Finding(files, error));
        }
    }

    private static PolicyFinding Finding(IReadOnlyList<PolicyFile> files, RegoError error)
    {
        var (code, advice) = error.Code switch
        {
            "rego_parse_error" => ("syntax", "mend the text here; often a bracket, a quote or an 'if' is missing just before"),
            "rego_recursion_error" => ("cycle", "a rule must not need its own value, not through others either: break the circle"),
            "rego_unsafe_var_error" => ("unknown_word", "give the name a value, import it, or correct its spelling"),
            "rego_type_error" => ("type", "correct the name or the value so that the kinds fit"),
            _ => ("compile", "mend this rule"),
        };
        var place = files.FirstOrDefault(file => file.Path == error.Location.File) is { } file
            ? TextPlaces.AtRow(file, error.Location.Row, error.Location.Column)
            : new PolicyPlace(error.Location.File, error.Location.Row, error.Location.Column, Text: "");
        return new PolicyFinding(code, place, error.Message.ReplaceLineEndings(" "), advice);
    }
}
