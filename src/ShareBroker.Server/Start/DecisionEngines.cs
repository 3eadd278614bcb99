using Microsoft.Extensions.Logging;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Opa;
using ShareBroker.Policies.Packs;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Start;

/// <summary>Opens the engine that the configuration names over one set of policies.</summary>
internal static class DecisionEngines
{
    /// <summary>A decision point that logs its own faults; it is to be disposed.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="leaf">Index of their activation entry.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears fault codes.</param>
    public static LoggedDecisionPoint Open(EngineSettings settings, PolicySet policies, long leaf, TimeProvider time, ILogger logger)
    {
        var embedded = new EmbeddedDecisionPoint(policies, leaf, DecisionBudget.Standard, DecisionBudget.Environment(time));
        if (settings.Kind == "embedded")
        {
            return new LoggedDecisionPoint(embedded, opa: null, logger);
        }

        var opa = new OpaDecisionPoint(settings.OpaAddress!, policies, leaf, OpaOptions.Standard, time);
        return new LoggedDecisionPoint(settings.Kind == "opa" ? opa : new ComparingDecisionPoint(embedded, opa), opa, logger);
    }
}
