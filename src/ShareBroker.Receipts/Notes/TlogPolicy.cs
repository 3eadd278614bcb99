using System.Globalization;

namespace ShareBroker.Receipts.Notes;

/// <summary>
/// Whom an auditor trusts (C2SP tlog-policy): logs by their key, witnesses, groups of them, and how many must have cosigned.
/// This is the trust file of offline verification.
/// </summary>
public sealed class TlogPolicy
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int LengthMax = 256 * 1024;

    private readonly Dictionary<string, NoteVerifier> _witnesses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Needed, string[] Members)> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _grouped = new(StringComparer.Ordinal);
    private readonly List<NoteVerifier> _logs = [];
    private string? _quorum;

    private TlogPolicy()
    {
    }

    /// <summary>The logs that are trusted.</summary>
    public IReadOnlyList<NoteVerifier> Logs => _logs;

    /// <summary>The witnesses by the name that the file gives them.</summary>
    public IReadOnlyDictionary<string, NoteVerifier> Witnesses => _witnesses;

    /// <summary>Reads a trust file.</summary>
    /// <exception cref="ReceiptException">A line is not understood, names what was not defined above it, or there is not exactly one
    /// quorum.</exception>
    public static TlogPolicy Parse(string text)
    {
        if (text.Length > LengthMax)
        {
            throw new ReceiptException("trust_malformed", $"the trust file is longer than {LengthMax} characters");
        }

        var policy = new TlogPolicy();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.TrimEnd('\r').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && !words[0].StartsWith('#') && !policy.TryAdd(words))
            {
                throw new ReceiptException(
                    "trust_malformed", $"line {number} of the trust file is not understood or names what is not defined above it");
            }
        }

        return policy._quorum is not null && policy._logs.Count > 0
            ? policy
            : throw new ReceiptException(
                "trust_malformed", "a trust file names at least one log and exactly one quorum ('quorum none' for no witnesses)");
    }

    /// <summary>A trust file that trusts one log and asks for no witness.</summary>
    public static string TextFor(NoteVerifier log) => $"log {log}\nquorum none\n";

    /// <summary>
    /// Which trusted log signed the checkpoint: its name is the origin and its signature fits. Null when none did.
    /// </summary>
    /// <exception cref="ReceiptException">A trusted key's signature is wrong (<c>note_signature</c>).</exception>
    public NoteVerifier? SignerOf(SignedCheckpoint checkpoint) =>
        checkpoint.Note.VerifiedBy(_logs).FirstOrDefault(log => log.Name == checkpoint.Origin && log.Type == NoteKeyType.Ed25519);

    /// <summary>Whether enough witnesses cosigned.</summary>
    /// <exception cref="ReceiptException">A trusted witness's signature is wrong (<c>note_signature</c>).</exception>
    public bool IsQuorumMet(SignedCheckpoint checkpoint)
    {
        var signed = checkpoint.Note.VerifiedBy(_witnesses.Values);
        return _quorum == "none" || IsMet(_quorum!, signed);
    }

    private bool IsMet(string name, IReadOnlyList<NoteVerifier> signed) => _witnesses.TryGetValue(name, out var witness)
        ? signed.Contains(witness)
        : _groups[name].Members.Count(member => IsMet(member, signed)) >= _groups[name].Needed;

    private bool TryAdd(string[] words) => words[0] switch
    {
        "log" => words.Length is 2 or 3 && TryAddLog(words[1]),
        "witness" => words.Length is 3 or 4 && IsNew(words[1]) && TryAddWitness(words[1], words[2]),
        "group" => words.Length > 3 && IsNew(words[1]) && TryAddGroup(words[1], words[2], words[3..]),
        "quorum" => words.Length == 2 && _quorum is null && (words[1] == "none" || IsDefined(words[1])) && (_quorum = words[1]) is not null,
        _ => false,
    };

    private bool TryAddLog(string vkey)
    {
        var log = NoteVerifier.Parse(vkey);
        var isNew = log.Type == NoteKeyType.Ed25519 && !_logs.Contains(log);
        if (isNew)
        {
            _logs.Add(log);
        }

        return isNew;
    }

    private bool TryAddWitness(string name, string vkey)
    {
        var witness = NoteVerifier.Parse(vkey);

        // The same key under two names would count twice.
        return witness.Type == NoteKeyType.Cosignature &&
            !_witnesses.Values.Any(known => known.Key.Equals(witness.Key)) &&
            _witnesses.TryAdd(name, witness);
    }

    private bool TryAddGroup(string name, string rule, string[] members)
    {
        int? needed = rule switch
        {
            "all" => members.Length,
            "any" => 1,
            _ => int.TryParse(rule, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
        };
        return needed >= 1 && needed <= members.Length &&
            members.All(member => IsDefined(member) && _grouped.Add(member)) &&
            _groups.TryAdd(name, (needed.Value, members));
    }

    private bool IsNew(string name) => name != "none" && !IsDefined(name);

    private bool IsDefined(string name) => _witnesses.ContainsKey(name) || _groups.ContainsKey(name);
}
