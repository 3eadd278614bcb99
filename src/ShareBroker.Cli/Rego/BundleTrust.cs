using System.CommandLine;
using ShareBroker.Policies.Bundles;

namespace ShareBroker.Cli.Rego;

/// <summary>The options that say which key must have signed bundles.</summary>
internal sealed class BundleTrust
{
    private readonly Option<string?> _key = new("--verification-key")
    {
        Description = "The secret, or the file of the PEM public key, that bundles must be signed with; without it nothing is verified",
    };

    private readonly Option<string?> _keyId = new("--verification-key-id") { Description = "The id of the key that signatures must name" };
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

    /// <summary>The key; null when bundles are not verified.</summary>
    public BundleVerification? Read(ParseResult parse) => parse.GetValue(_key) is { } key
        ? new BundleVerification(parse.GetValue(_algorithm)!, File.Exists(key) ? File.ReadAllText(key) : key)
        {
            KeyId = parse.GetValue(_keyId), Scope = parse.GetValue(_scope),
        }
        : null;
}
