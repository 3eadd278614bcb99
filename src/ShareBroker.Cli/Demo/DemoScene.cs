using ShareBroker.Client;
using ShareBroker.Wire.V1;

namespace ShareBroker.Cli.Demo;

/// <summary>One scene of the month: what was asked and what came back.</summary>
/// <param name="Name">File name of the scene, such as <c>01-planning-meeting</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Requester">Who asked.</param>
/// <param name="Actor">The person.</param>
/// <param name="Holder">Whose record it is.</param>
/// <param name="Terms">What was asked.</param>
/// <param name="Answer">What came back; its receipt was verified.</param>
/// <param name="Expected">What this scene is there to show.</param>
internal sealed record DemoScene(
    string Name,
    string Title,
    DemoAgency Requester,
    ActingPerson Actor,
    DemoAgency Holder,
    DisclosureTerms Terms,
    VerifiedAnswer Answer,
    Effect Expected)
{
    /// <summary>Requested paths of which no value came.</summary>
    public IReadOnlyList<string> Withheld => [.. Terms.Fields.Select(asked => asked.Path).Where(path => !Answer.Payload.ContainsKey(path))];
}
