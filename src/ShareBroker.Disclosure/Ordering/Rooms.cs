using ShareBroker.Disclosure.Deciding;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Minimising;
using ShareBroker.Disclosure.Recording;

namespace ShareBroker.Disclosure.Ordering;

/// <summary>The rooms that a walk goes through, put together once.</summary>
internal sealed class Rooms(DisclosurePorts ports, DisclosureSettings settings, ChangeBoard changes)
{
    public DisclosurePorts Ports { get; } = ports;

    public DisclosureSettings Settings { get; } = settings;

    public ChangeBoard Changes { get; } = changes;

    public IntakeDesk Intake { get; } = new(ports, settings);

    public FactGathering Facts { get; } = new(
        ports.Registers, ports.Cases, ports.Orders, ports.Decisions,
        new RegimeStanding(ports.Registers, ports.RegimesNeedConfirmation, ports.Time));

    public Judging Judging { get; } = new(ports.Decisions, ports.Time);

    public Explaining Explaining { get; } = new(settings.Language);

    public Fetcher Fetcher { get; } = new(ports.Holders, ports.Time);

    public VersionDigests Versions { get; } = new(settings.VersionKey);

    public Recorder Recorder { get; } = new(ports.Log, ports.Secrets, ports.Inputs);

    /// <summary>What the actions need for a file.</summary>
    public MinimisingContext ContextOf(DisclosureFile file) => new()
    {
        Day = DateOnly.FromDateTime(file.OpenTime.UtcDateTime),
        Vocabulary = Ports.Vocabulary,
        PseudonymKeyOf = scope => ScopeIdOf(file, scope) is { } scopeId
            ? PseudonymKey.Derive(Settings.PseudonymKey.Span, file.Recipient.Value, file.Terms.Purpose, scope, scopeId)
            : null,
    };

    private static string? ScopeIdOf(DisclosureFile file, string scope) => scope switch
    {
        "receiver" => "",
        "forum" => file.Terms.ForumInstanceId.Length > 0 ? file.Terms.ForumInstanceId : file.Terms.Forum,
        "case" => file.CaseId,
        _ => null,
    };
}
