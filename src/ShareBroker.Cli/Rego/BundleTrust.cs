using System.CommandLine;
using ShareBroker.Rego.Bundles;

namespace ShareBroker.Cli.Rego;

/// <summary>The options that say which key must have signed bundles.</summary>
internal sealed class BundleTrust
{
    private readonly Option<string?> _key = new("--verification-key")
    {
        Description = "The secret, or the file of the PEM public key, that bundles must be signed with; without it nothing is verified",
    };

    private readonly Option<string?> _keyId = new("--verification-key-id") { Description = "The id of the key" };
    private readonly Option<string?> _scope = new("--scope") { Description = "The scope that signatures must name" };
    private readonly Option<string> _algorithm = new("--signing-alg")
    {
        Description = "The algorithm of the key, such as ES256", DefaultValueFactory = static _ => "RS256",
    };

    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_keyId);
        command.Add(_scope);
        command.Add(_algorithm);
    }

    /// <summary>Whose signature bundles must have; without a key they are not verified, as in OPA's own commands.</summary>
    public RegoBundleOptions Read(ParseResult parse, bool modulesAreV0)
    {
        if (parse.GetValue(_key) is not { } key)
        {
            return new RegoBundleOptions { SkipsVerification = true, ModulesAreV0 = modulesAreV0 };
        }

        var id = parse.GetValue(_keyId) ?? "default";
        var trusted = new RegoBundleKey(parse.GetValue(_algorithm)!, File.Exists(key) ? File.ReadAllText(key) : key);
        return new RegoBundleOptions
        {
            ModulesAreV0 = modulesAreV0,
            Trust = new RegoBundleTrust
            {
                Keys = new Dictionary<string, RegoBundleKey>(StringComparer.Ordinal) { [id] = trusted },
                KeyId = id,
                Scope = parse.GetValue(_scope) ?? string.Empty,
            },
        };
    }
}
