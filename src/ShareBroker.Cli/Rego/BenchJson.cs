using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Cli.Rego;

/// <summary>The last line of <c>bench rego</c>.</summary>
internal static class BenchJson
{
    public static string Of(
        IEnumerable<BenchFigures> figures,
        IEnumerable<(int Threads, double PerSecond)> scaling,
        IEnumerable<BenchGrowth> growth,
        IEnumerable<(string Engine, long DataBytes, double Seconds, long PeakBytes)> loads) =>
        new JsonObject
        {
            ["cases"] = new JsonArray([.. figures.Select(Case)]),
            ["scaling"] = new JsonArray([.. scaling.Select(static point => new JsonObject
            {
                ["threads"] = point.Threads,
                ["per_second"] = Math.Round(point.PerSecond),
            })]),
            ["growth"] = new JsonArray([.. growth.Select(static point => new JsonObject
            {
                ["name"] = point.Name,
                ["data_bytes"] = point.DataBytes,
                ["ours_ns"] = Math.Round(point.Nanoseconds),
                ["over_medium"] = Math.Round(point.OverMedium, 2),
            })]),
            ["load"] = new JsonArray([.. loads.Select(static load => new JsonObject
            {
                ["engine"] = load.Engine,
                ["data_bytes"] = load.DataBytes,
                ["seconds"] = Math.Round(load.Seconds, 1),
                ["peak_bytes"] = load.PeakBytes,
            })]),
        }.ToJsonString(JsonSerializerOptions.Default);

    private static JsonObject Case(BenchFigures figures)
    {
        var json = new JsonObject { ["name"] = figures.Name, ["ours_ns"] = Math.Round(figures.OursNanoseconds) };
        if (figures.OpaNanoseconds is { } opa)
        {
            json["opa_ns"] = Math.Round(opa);
            json["ratio"] = Math.Round(figures.Ratio!.Value, 1);
        }

        json["bytes"] = figures.Bytes;
        return json;
    }
}
