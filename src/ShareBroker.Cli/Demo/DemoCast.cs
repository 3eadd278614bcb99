using ShareBroker.Client;

namespace ShareBroker.Cli.Demo;

/// <summary>Who plays: five fictitious agencies, three French and two Danish.</summary>
internal static class DemoCast
{
    /// <summary>The CPRAF of the demonstration.</summary>
    public const string Cpraf = "fr.cpraf/21";

    /// <summary>The Info-house of the demonstration.</summary>
    public const string InfoHouse = "dk.infohouse.municipality/demo";

    public static DemoAgency Prefecture { get; } = new(
        "fr-21-pref", "the prefecture's CPRAF secretariat", "prefecture", "fr", "PREF-2026-0042", new ActingPerson("pref-spoc", "spoc"));

    public static DemoAgency Police { get; } = new(
        "fr-21-police", "the police service", "police", "fr", "PV-77-0042", new ActingPerson("police-spoc", "spoc"));

    public static DemoAgency Social { get; } = new(
        "fr-21-social", "the social service", "social", "fr", "SOC-0042", new ActingPerson("social-spoc", "spoc"));

    public static DemoAgency DanishPolice { get; } = new(
        "dk-demo-police", "the Danish police", "police", "dk", "K-2026-0117", new ActingPerson("politi-spoc", "spoc"));

    public static DemoAgency Municipality { get; } = new(
        "dk-demo-municipality", "the Danish municipality", "municipality", "dk", "KOM-0117", new ActingPerson("kommune-spoc", "spoc"));

    /// <summary>All five.</summary>
    public static IReadOnlyList<DemoAgency> All { get; } = [Prefecture, Police, Social, DanishPolice, Municipality];

    /// <summary>Those of a country.</summary>
    public static IEnumerable<DemoAgency> Of(string country) => All.Where(agency => agency.Country == country);
}
