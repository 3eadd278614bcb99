using System.Globalization;
using System.Text.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>What can be told of a date without telling the date.</summary>
internal static class AgeSchemes
{
    private const int AgeMax = 150;
    private const int AdultFrom = 18;

    private static readonly (int Below, string Band)[] Bands = [(12, "0-11"), (AdultFrom, "12-17"), (25, "18-24"), (AgeMax, "25+")];

    /// <summary>0-11, 12-17, 18-24 or 25+, from a birth date; a band stays what it is.</summary>
    public static JsonElement? AgeBand(JsonElement source, DateOnly day)
    {
        if (source.ValueKind == JsonValueKind.String && Bands.Any(band => source.ValueEquals(band.Band)))
        {
            return source;
        }

        return AgeOn(source, day) is { } age ? JsonText.Of(Bands.First(band => age < band.Below).Band) : null;
    }

    /// <summary><c>minor</c> or <c>adult</c>, from a birth date or an age band.</summary>
    public static JsonElement? MinorAdult(JsonElement source, DateOnly day)
    {
        if (AgeOn(source, day) is { } age)
        {
            return JsonText.Of(age < AdultFrom ? "minor" : "adult");
        }

        var band = source.ValueKind == JsonValueKind.String ? Bands.FirstOrDefault(known => source.ValueEquals(known.Band)) : default;
        return band.Band is null ? null : JsonText.Of(band.Below <= AdultFrom ? "minor" : "adult");
    }

    /// <summary>Year and month of a date.</summary>
    public static JsonElement? Month(JsonElement source)
    {
        if (DateOf(source) is { } date)
        {
            return JsonText.Of(date.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        }

        return source.ValueKind == JsonValueKind.String &&
            DateOnly.TryParseExact(source.GetString(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? source
            : null;
    }

    // Who was born on 29 February is a year older on 1 March: in doubt a person is still a minor.
    private static int? AgeOn(JsonElement source, DateOnly day)
    {
        if (DateOf(source) is not { } birth || birth > day)
        {
            return null;
        }

        var age = day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);
        return age < AgeMax ? age : null;
    }

    private static DateOnly? DateOf(JsonElement source) =>
        source.ValueKind == JsonValueKind.String &&
        DateOnly.TryParseExact(source.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
