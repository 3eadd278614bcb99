using ShareBroker.Client;

namespace ShareBroker.Cli.Demo;

/// <summary>A fictitious agency of the demonstration.</summary>
/// <param name="Id">Id in the register.</param>
/// <param name="Title">What the story calls it.</param>
/// <param name="Type">Agency type.</param>
/// <param name="Country">Country.</param>
/// <param name="SubjectId">Its own local id of the subject of its country's case.</param>
/// <param name="Contact">Its contact point.</param>
internal sealed record DemoAgency(string Id, string Title, string Type, string Country, string SubjectId, ActingPerson Contact);
