using System.Security.Cryptography;
using System.Text.Json;
using ShareBroker.Receipts;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Keys;

namespace ShareBroker.Policies.Life;

/// <summary>
/// Who may propose and approve policies, and with which Ed25519 keys: a file of the host, not of the policies, so that no policy can
/// appoint
/// its own approver. A person stands in it once, whatever number of keys; a key belongs to one person.
/// </summary>
public sealed class OfficerRegister
{
    /// <summary>The version in the member <c>v</c>.</summary>
    public const string Version = "sharebroker.officers/1";

    private const int SizeMaxBytes = 1 << 20;

    private readonly Dictionary<string, (PolicyOfficer Officer, Ed25519PublicKey Key)> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<(string Agency, string Person)> _persons = [];

    private OfficerRegister(string sha256) => Sha256 = sha256;

    /// <summary>SHA-256 of the file, lower-case hex; steps name it, so that an auditor can tell who was an officer then.</summary>
    public string Sha256 { get; }

    /// <summary>The officers.</summary>
    public IEnumerable<PolicyOfficer> Officers => _keys.Values.Select(static entry => entry.Officer).Distinct();

    /// <summary>
    /// Reads <c>{"v": "sharebroker.officers/1", "officers": [{"agency", "person", "may": ["propose", "approve"], "keys": [jwk, …]},
    /// …]}</c>.
    /// </summary>
    /// <param name="json">The file.</param>
    /// <exception cref="PolicyException">It is something else, names a person or a key twice, or leaves nobody who could approve what
    /// another proposes (<c>officers_malformed</c>).</exception>
    public static OfficerRegister Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var register = new OfficerRegister(Convert.ToHexStringLower(SHA256.HashData(json.Span)));
            var root = StrictJson.Read(json, SizeMaxBytes);
            if (Text(root, "v") != Version)
            {
                throw Malformed($"'v' is not '{Version}'");
            }

            foreach (var row in Items(root, "officers"))
            {
                register.Add(row);
            }

            return register.HasTwo() ? register : throw Malformed("it has no two persons of whom one may approve what the other proposes");
        }
        catch (ReceiptException fault)
        {
            throw Malformed(fault.Message, fault);
        }
    }

    /// <summary>Whose key that is.</summary>
    /// <param name="thumbprint">RFC 7638 thumbprint of the key.</param>
    /// <exception cref="PolicyException">Nobody's (<c>officer_unknown</c>).</exception>
    internal (PolicyOfficer Officer, Ed25519PublicKey Key) Owner(string thumbprint) => _keys.TryGetValue(thumbprint, out var entry)
        ? entry
        : throw new PolicyException("officer_unknown", "the key belongs to nobody in the register of policy officers");

    /// <summary>Whether somebody is an officer at all.</summary>
    internal bool Knows(string agency, string person) => _persons.Contains((agency, person));

    private static PolicyException Malformed(string what, Exception? cause = null) =>
        new("officers_malformed", $"the register of policy officers cannot be used: {what}", cause);

    private static string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 and <= 128 } text
            ? text
            : throw Malformed($"'{name}' is missing, empty or too long");

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Malformed($"'{name}' is no list");

    private void Add(JsonElement row)
    {
        var may = Items(row, "may").Select(static word => word.ValueKind == JsonValueKind.String ? word.GetString() : null).ToList();
        if (may.Count == 0 || may.Exists(static word => word is not ("propose" or "approve")))
        {
            throw Malformed("'may' lists other words than propose and approve, or none");
        }

        var officer = new PolicyOfficer(Text(row, "agency"), Text(row, "person"), may.Contains("propose"), may.Contains("approve"));
        if (!_persons.Add((officer.Agency, officer.Person)))
        {
            throw Malformed("a person stands in it twice; give one row all keys of that person");
        }

        foreach (var jwk in Items(row, "keys"))
        {
            var key = Jwk.Parse(jwk);
            if (!_keys.TryAdd(Jwk.ThumbprintOf(key), (officer, key)))
            {
                throw Malformed("a key stands in it twice; every person has keys of their own");
            }
        }
    }

    private bool HasTwo() => Officers.Any(author => author.MayPropose && Officers.Any(other => other.MayApprove && other != author
        && (other.Agency, other.Person) != (author.Agency, author.Person)));
}
