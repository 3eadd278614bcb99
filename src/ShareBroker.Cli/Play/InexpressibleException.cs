namespace ShareBroker.Cli.Play;

/// <summary>The registers have no lawful way to bring about what a scenario assumes.</summary>
/// <param name="message">What they cannot say, in a few words.</param>
internal sealed class InexpressibleException(string message) : Exception(message);
