using ShareBroker.Disclosure.Recording;

namespace ShareBroker.Storage.Records;

/// <content>What decisions were made from.</content>
public sealed partial class SqliteRecordStore
{
    Task IDecisionInputs.SaveAsync(string jti, KeptDecision decision, CancellationToken cancellationToken)
    {
        var place = PlaceOfInput(jti);
        var body = Seal(place, decision);
        return _writer.WriteAsync(commands => commands.Change(
            "INSERT INTO inputs VALUES($place, $body) ON CONFLICT(place) DO UPDATE SET body = excluded.body",
            ("$place", place),
            ("$body", body)) == 1);
    }

    Task<KeptDecision?> IDecisionInputs.FindAsync(string jti, CancellationToken cancellationToken)
    {
        var place = PlaceOfInput(jti);
        return ReadAsync(
            "SELECT body FROM inputs WHERE place = $place",
            [("$place", place)],
            reader => reader.Read() ? Open<KeptDecision>(place, Bytes(reader, 0)) : null,
            cancellationToken);
    }

    Task<bool> IDecisionInputs.DestroyAsync(string jti, CancellationToken cancellationToken)
    {
        var place = PlaceOfInput(jti);
        return _writer.WriteAsync(commands =>
        {
            // Overwritten before it is removed, so that the freed page holds nothing that the store's key opens.
            commands.Change("UPDATE inputs SET body = zeroblob(length(body)) WHERE place = $place", ("$place", place));
            return commands.Change("DELETE FROM inputs WHERE place = $place", ("$place", place)) == 1;
        });
    }

    private byte[] PlaceOfInput(string jti) => _seal.IndexOf("input", jti);
}
