using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShareBroker.Server.Settings;

/// <summary>
/// Reads the configuration file. Unknown and repeated members are faults, weak values are refused, and every path becomes absolute,
/// relative to the file's own folder.
/// </summary>
public static class SettingsReader
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        WriteIndented = true,
    };

    /// <summary>The settings in a file.</summary>
    /// <param name="file">The JSON file.</param>
    /// <exception cref="SettingsException">The file cannot be read, or a value cannot be used.</exception>
    public static BrokerSettings Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] json;
        try
        {
            json = File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"the configuration file '{file}' cannot be read"], fault);
        }

        return Parse(json, Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>The settings in a text, its paths relative to a folder.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <exception cref="SettingsException">A value cannot be used.</exception>
    public static BrokerSettings Parse(ReadOnlySpan<byte> json, string folder)
    {
        BrokerSettings? settings;
        try
        {
            settings = JsonSerializer.Deserialize<BrokerSettings>(json, Strict);
        }
        catch (JsonException fault)
        {
            throw new SettingsException(
                [$"the configuration is not valid JSON of known members, at '{fault.Path}' in line {(fault.LineNumber ?? 0) + 1}"], fault);
        }

        return Check(Rooted(settings ?? new BrokerSettings(), folder));
    }

    /// <summary>The settings as the text that <see cref="Parse"/> reads.</summary>
    public static byte[] Write(BrokerSettings settings) => JsonSerializer.SerializeToUtf8Bytes(settings, Strict);

    /// <summary>The same settings, or every fault in them at once.</summary>
    /// <exception cref="SettingsException">A value is missing, out of its range or too weak to be safe.</exception>
    public static BrokerSettings Check(BrokerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var faults = new List<string>();
        if (!IPEndPoint.TryParse(settings.Listen, out var address) || !settings.Listen.Contains(':', StringComparison.Ordinal))
        {
            faults.Add($"'listen' is '{settings.Listen}'; write an address and a port such as 127.0.0.1:7443");
        }
        else if (address.Port is > 0 and < 1024)
        {
            faults.Add("'listen' names a port below 1024; the broker needs no such right");
        }

        Demand(
            faults,
            settings.Origin.Length > 0 && !settings.Origin.Any(c => char.IsWhiteSpace(c) || c == '+'),
            "'origin' must be a name without spaces and '+'");
        Demand(
            faults,
            settings.Synchronous == "full",
            "'synchronous' must be 'full': anything weaker loses acknowledged receipts in a power cut");
        Demand(
            faults,
            settings.Tls.Authorities.Count > 0,
            "'tls.authorities' is empty; name the authority that issues agencies' certificates");
        Demand(faults, settings.Engine.Kind is "embedded" or "opa" or "both", "'engine.kind' must be embedded, opa or both");
        Demand(
            faults,
            settings.Engine.Kind == "embedded" || settings.Engine.OpaAddress is not null,
            "'engine.opa_url' must be http:// on this machine, https:// or unix:///path when 'engine.kind' is not embedded");
        Demand(
            faults,
            settings.Trial != (settings.Governance is not null),
            "say how policies come into force: 'governance' with officers and bundle keys, or 'trial': true to take them from a folder");
        CheckTokens(settings.Tokens, faults);
        CheckLimits(settings, faults);
        foreach (var seed in settings.Agencies)
        {
            Demand(
                faults,
                seed.Id.Length > 0 && seed.Type.Length > 0 && seed.Country.Length > 0,
                $"the agency '{seed.Id}' needs 'id', 'type' and 'country'");
        }

        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static void CheckTokens(TokenSettings tokens, List<string> faults)
    {
        Demand(faults, tokens.Audience.Length > 0, "'tokens.audience' is empty");
        Range(faults, "tokens.clock_skew_seconds", tokens.ClockSkewSeconds, 0, 60);
        Range(faults, "tokens.lifetime_max_seconds", tokens.LifetimeMaxSeconds, 30, 3_600);
        Demand(
            faults,
            tokens.Issuers.Count > 0 || tokens.Builtin is not null,
            "no issuer of access tokens: set 'tokens.issuers' or, for trials, 'tokens.builtin'");
        foreach (var issuer in tokens.Issuers)
        {
            Demand(
                faults,
                issuer.Issuer.Length > 0 && issuer.Jwks.Length > 0 && issuer.Agencies.Count > 0,
                $"the issuer '{issuer.Issuer}' needs 'issuer', 'jwks' and 'agencies'");
        }

        if (tokens.Builtin is { } builtin)
        {
            Demand(faults, builtin.Issuer.Length > 0 && builtin.Key.Length > 0, "'tokens.builtin' needs 'issuer' and 'key'");
            Range(faults, "tokens.builtin.lifetime_seconds", builtin.LifetimeSeconds, 30, tokens.LifetimeMaxSeconds);
        }

        var names = tokens.Issuers.Select(i => i.Issuer).Append(tokens.Builtin?.Issuer).OfType<string>().ToList();
        Demand(faults, names.Distinct(StringComparer.Ordinal).Count() == names.Count, "two issuers of access tokens have the same name");
    }

    private static void CheckLimits(BrokerSettings settings, List<string> faults)
    {
        var limits = settings.Limits;
        Range(faults, "limits.message_bytes_max", limits.MessageBytesMax, 16 * 1024, 4 * 1024 * 1024);
        Range(faults, "limits.connections_max", limits.ConnectionsMax, 1, 100_000);
        Range(faults, "limits.streams_per_connection_max", limits.StreamsPerConnectionMax, 1, 1_024);
        Range(faults, "limits.calls_per_agency_max", limits.CallsPerAgencyMax, 1, 10_000);
        Range(faults, "limits.calls_per_second_per_agency", limits.CallsPerSecondPerAgency, 1, 1_000_000);
        Range(faults, "limits.burst_per_agency", limits.BurstPerAgency, 1, 1_000_000);
        Range(faults, "limits.headers_bytes_max", limits.HeadersBytesMax, 4 * 1024, 64 * 1024);
        Range(faults, "limits.handshake_seconds_max", limits.HandshakeSecondsMax, 1, 60);
        Range(faults, "limits.headers_seconds_max", limits.HeadersSecondsMax, 1, 60);
        Range(faults, "limits.keep_alive_seconds", limits.KeepAliveSeconds, 5, 300);
        Range(faults, "limits.deadline_seconds_default", limits.DeadlineSecondsDefault, 1, 300);
        Range(faults, "holders.answer_ms_max", settings.Holders.AnswerMsMax, 10, 60_000);
        Range(faults, "holders.answer_bytes_max", settings.Holders.AnswerBytesMax, 1_024, 4 * 1024 * 1024);
        Range(faults, "holders.calls_max", settings.Holders.CallsMax, 1, 1_024);
        Range(faults, "holders.queue_max", settings.Holders.QueueMax, 0, 10_000);
    }

    private static void Demand(List<string> faults, bool holds, string fault)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }

    private static void Range(List<string> faults, string name, int value, int least, int most) =>
        Demand(faults, value >= least && value <= most, $"'{name}' is {value}; it must be from {least} to {most}");

    private static BrokerSettings Rooted(BrokerSettings settings, string folder)
    {
        string At(string path) => path.Length == 0 ? path : Path.GetFullPath(path, folder);
        List<string> All(IEnumerable<string> paths) => [.. paths.Select(At)];
        var tls = settings.Tls;
        return settings with
        {
            Data = At(settings.Data),
            Policies = At(settings.Policies),
            Governance = settings.Governance is { } governance
                ? governance with { Officers = At(governance.Officers), BundleKeys = All(governance.BundleKeys) }
                : null,
            Tls = tls with { Certificate = At(tls.Certificate), Key = At(tls.Key), Authorities = All(tls.Authorities) },
            Tokens = settings.Tokens with
            {
                Issuers = [.. settings.Tokens.Issuers.Select(i => i with { Jwks = At(i.Jwks) })],
                Builtin = settings.Tokens.Builtin is { } builtin ? builtin with { Key = At(builtin.Key) } : null,
            },
            Agencies = [.. settings.Agencies.Select(a => a with { Certificates = All(a.Certificates) })],
        };
    }
}
