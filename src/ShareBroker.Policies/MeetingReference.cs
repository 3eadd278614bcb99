namespace ShareBroker.Policies;

/// <summary>The meeting in which a request is made.</summary>
/// <param name="Id">Id, unique in its forum instance.</param>
/// <param name="Date">Day, ISO 8601.</param>
/// <param name="AgendaHasCase">The case is on its agenda.</param>
public sealed record MeetingReference(string Id, string Date, bool AgendaHasCase);
