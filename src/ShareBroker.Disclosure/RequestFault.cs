namespace ShareBroker.Disclosure;

/// <summary>One thing that is wrong with a message.</summary>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">One lower-case sentence for people, without what the caller sent.</param>
public sealed record RequestFault(string Code, string Message);
