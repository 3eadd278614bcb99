namespace ShareBroker.Server.Door;

/// <summary>The agency that a client certificate names.</summary>
/// <param name="Id">Its id in the register.</param>
/// <param name="Administers">It may write registers.</param>
internal sealed record KnownAgency(string Id, bool Administers);
