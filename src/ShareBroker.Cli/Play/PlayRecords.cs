using System.Collections.Concurrent;
using System.Text;
using ShareBroker.Client.Holding;

namespace ShareBroker.Cli.Play;

/// <summary>The records of every holder: a plausible coded value for each path, with the provenance of the scenario.</summary>
internal sealed class PlayRecords : IRecordSource
{
    private readonly ConcurrentDictionary<string, PlayPlan> _plans = new(StringComparer.Ordinal);

    /// <summary>Puts the subject of a scenario into its holder's records.</summary>
    public void Add(PlayPlan plan) => _plans[plan.LocalIdOf(plan.Input.Holder.Agency)] = plan;

    /// <inheritdoc/>
    public ValueTask<RecordAnswer> FindAsync(VerifiedOrder order, CancellationToken cancellationToken)
    {
        if (!_plans.TryGetValue(order.SubjectId, out var plan))
        {
            return ValueTask.FromResult<RecordAnswer>(new RecordAnswer.Released(order.SubjectId, []));
        }

        return ValueTask.FromResult<RecordAnswer>(plan.IsDeclined
            ? new RecordAnswer.Declined(plan.DeclinedText)
            : new RecordAnswer.Released(order.SubjectId,
                [.. order.Paths.Select(path => ValueOf(plan, path, order.Schemes.GetValueOrDefault(path)))]));
    }

    private static RecordValue ValueOf(PlayPlan plan, string path, string? scheme)
    {
        var held = plan.Input.Held.GetValueOrDefault(path);
        return new RecordValue(
            path,
            Encoding.UTF8.GetBytes(CodedOf(scheme) ?? JsonOf(path)),
            held?.OriginPurpose ?? "",
            held?.Basis ?? "",
            held?.Reviewed ?? false,
            held?.Receipt ?? "",
            "1");
    }

    // What a holder has beside the value itself for those who may only have a coarser form.
    private static string? CodedOf(string? scheme) => scheme switch
    {
        "level3" => "\"medium\"",
        "need_flag" => "true",
        "service_type" => "\"housing\"",
        "present_absent" => "\"present\"",
        "municipality" => "\"Exempleville\"",
        _ => null,
    };

    private static string JsonOf(string path) => path switch
    {
        "subject.birth_date" => "\"2009-04-12\"",
        "subject.age_band" => "\"12-17\"",
        "contact.area" => "\"Exempleville\"",
        "needs.service_types" => """["housing","coaching"]""",
        "health.mental.need_flag" or "health.addiction.need_flag" => "true",
        "education.attendance" => "\"present\"",
        "assessment.risk.level" => "\"medium\"",
        _ => "\"exemple " + path.Replace('.', ' ') + "\"",
    };
}
