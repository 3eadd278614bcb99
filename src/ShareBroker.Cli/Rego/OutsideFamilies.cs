using System.Text.RegularExpressions;

namespace ShareBroker.Cli.Rego;

/// <summary>The families of builtins that the engine does not offer yet, so that cases which name them can be told apart.</summary>
internal static partial class OutsideFamilies
{
    /// <summary>The family of the first such builtin in the texts, or null.</summary>
    public static string? FirstNamedIn(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var match = Names().Match(text);
            if (match.Success)
            {
                return match.Groups[1].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(
        """\b(io\.jwt\.|crypto\.x509\.|crypto\.parse_private_keys|net\.(?:cidr|lookup)_|graphql\.|json\.(?:match|verify)_schema"""
        + """|providers\.aws\.|strings\.render_template|rego\.(?:metadata|parse_module)|http\.send|opa\.runtime)""")]
    private static partial Regex Names();
}
