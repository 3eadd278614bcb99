using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Sealing;

namespace ShareBroker.Receipts.Statements;

/// <summary>Collects the members of one statement and seals what must not stand open in it.</summary>
internal sealed class StatementWriter(ReceiptSecret secret)
{
    /// <summary>How many digests the statement itself has, whatever its kind: as many as a decision has sealed members.</summary>
    public const int SealedCount = 6;

    private readonly JsonObject _root = [];
    private readonly List<string> _digests = [];
    private readonly List<SdJwtDisclosure> _disclosures = [];
    private JsonArray? _fields;

    public IReadOnlyList<SdJwtDisclosure> Disclosures => _disclosures;

    public static JsonArray Sorted(IEnumerable<string> digests) =>
        new([.. digests.Order(StringComparer.Ordinal).Select(static digest => JsonValue.Create(digest))]);

    public void Add(string name, JsonNode value) => _root.Add(name, value);

    public void AddIfKnown(string name, string? value)
    {
        if (value is not null)
        {
            _root.Add(name, value);
        }
    }

    public void AddWords(string name, IReadOnlyList<string> words) => _root.Add(name, Words(words));

    public void AddFields(IReadOnlyList<StatedField> fields)
    {
        if (fields.DistinctBy(static field => field.Path, StringComparer.Ordinal).Count() != fields.Count)
        {
            throw new ReceiptException("field_twice", "a statement names the same path twice");
        }

        _fields = [];
        foreach (var field in fields)
        {
            field.Fill(this);
        }

        _root.Add("fields", _fields);
    }

    public void AddField(JsonObject field) => _fields!.Add((JsonNode)field);

    public void Seal(string name, string? value) =>
        _digests.Add(DigestOf("", name, value is null ? null : JsonSerializer.SerializeToElement(value)));

    public void SealWords(string name, IReadOnlyList<string>? words) =>
        _digests.Add(DigestOf("", name, words is null ? null : JsonSerializer.SerializeToElement(words)));

    /// <summary>The digest of a value, or a decoy where there is none.</summary>
    public string DigestOf(string path, string name, JsonElement? value)
    {
        if (value is not { } known)
        {
            return secret.DecoyOf(path, name);
        }

        var disclosure = SdJwtDisclosure.Seal(secret, path, name, known);
        _disclosures.Add(disclosure);
        return disclosure.Digest;
    }

    public JsonObject Finish()
    {
        if (_digests.Count > 0)
        {
            for (var missing = _digests.Count; missing < SealedCount; missing++)
            {
                _digests.Add(secret.DecoyOf("", $"pad-{missing}"));
            }

            _root.Add("_sd", Sorted(_digests));
            _root.Add("_sd_alg", "sha-256");
        }

        return _root;
    }

    private static JsonArray Words(IReadOnlyList<string> words) => new([.. words.Select(static word => JsonValue.Create(word))]);
}
