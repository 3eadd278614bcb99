namespace ShareBroker.Server.Door;

/// <summary>The agency has used up its share of calls for now.</summary>
internal sealed class TooManyCallsFault() : Exception("too many calls of this agency at once or in a second; wait and try again");
