using System.Security.Cryptography;
using System.Text.Json;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Receipts.Json;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// Every change of a register is an entry of the log before it is in force: which register, a sealed digest of the change, by whom.
/// </summary>
internal sealed class RegisterLogging(DisclosurePorts ports)
{
    private readonly Recorder _recorder = new(ports.Log, ports.Secrets, ports.Inputs);

    /// <summary>Logs a change; returns the index of its entry.</summary>
    public async Task<long> LogAsync(string register, object change, AgencyId by, string actor)
    {
        var json = JsonSerializer.SerializeToElement(change, change.GetType(), RecordJson.Options);
        return (await AppendAsync(jti => new RegisterDraft
        {
            Jti = jti,
            Register = register,
            By = by.Value,
            ChangeSha256 = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(json, CanonicalNumbers.Integers))),
            Actor = actor,
        })).Index;
    }

    /// <summary>Appends a statement of another kind under a fresh identifier.</summary>
    public Task<RecordedEntry> AppendAsync(Func<string, StatementDraft> draft) =>
        _recorder.AppendAsync(draft(Ulid.Create(ports.Time.GetUtcNow(), ports.Random)));
}
