using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShareBroker.Rego.Builtins.Networks;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Requests signed for AWS (Signature Version 4). Nothing is sent; the result is the request with the headers to send.</summary>
internal static class CloudFamily
{
    private static readonly string[] RequiredSettings = ["aws_access_key", "aws_region", "aws_secret_access_key", "aws_service"];

    // Headers that proxies may change on the way.
    private static readonly HashSet<string> Unsigned = ["authorization", "user-agent", "x-amzn-trace-id"];

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("providers.aws.sign_req", "object[string: any], object[string: any], number -> object[any: any]", Sign),
    ];

    private static RegoObject Sign(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (request, settings) = ((RegoObject)arguments[0], (RegoObject)arguments[1]);
        DemandSettings(settings);
        if (!long.TryParse(arguments.Number(2).Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            throw BuiltinException.Operand(3, "could not convert time_ns value into a unix timestamp");
        }

        RequestParameters.Demand(request);
        var headers = request.Get(RegoString.Of("headers")) switch
        {
            null => RegoObject.Empty,
            RegoObject given => given,
            var other => throw BuiltinException.Operand(0, $"must be object but got {OperandKinds.NameOf(other.Kind)}"),
        };
        var wrong = new RegoSet.Builder();
        foreach (var name in (string[])["url", "method"])
        {
            _ = request.Get(RegoString.Of(name)) is RegoString || wrong.Add(RegoString.Of(name));
        }

        if (wrong.Count > 0)
        {
            throw BuiltinException.Operand(1, $"invalid values for required request parameters(s): {wrong.Build()}");
        }

        var url = RequestUrl.Parse(Text(request, "url"));
        var body = Body(context, request);
        var payloadUnsigned = settings.Get(RegoString.Of("disable_payload_signing")) switch
        {
            null => false,
            RegoBoolean flag => flag.Value,
            _ => throw BuiltinException.Operand(2, "invalid value for 'disable_payload_signing' in AWS config"),
        };
        var moment = DateTime.UnixEpoch.AddTicks(Math.DivRem(nanoseconds, 100).Quotient - (nanoseconds % 100 < 0 ? 1 : 0));
        var contentHash = payloadUnsigned ? "UNSIGNED-PAYLOAD" : Hex(SHA256.HashData(body));
        context.Charge(ValueSize.Of(headers, context.Meter) * 4);
        var signed = new RegoObject.Builder();
        Authorize(signed, headers, new Scope(Text(request, "method"), url, settings, moment, contentHash));
        return WithHeaders(context, request, signed.Build());
    }

    private static void DemandSettings(RegoObject settings)
    {
        var (missing, wrong) = (new RegoSet.Builder(), new RegoSet.Builder());
        foreach (var name in RequiredSettings)
        {
            var value = settings.Get(RegoString.Of(name));
            _ = value is RegoString || (value is null ? missing : wrong).Add(RegoString.Of(name));
        }

        if (missing.Count > 0)
        {
            throw BuiltinException.Operand(2, $"missing required AWS config parameters(s): {missing.Build()}");
        }

        if (wrong.Count > 0)
        {
            throw BuiltinException.Operand(2, $"invalid values for required AWS config parameters(s): {wrong.Build()}");
        }
    }

    private static string Text(RegoObject owner, string name) => TextOf(owner.Get(RegoString.Of(name)));

    private static string TextOf(RegoValue? value) => (value as RegoString)?.Value ?? string.Empty;

    private static byte[] Body(BuiltinContext context, RegoObject request)
    {
        if (request.Get(RegoString.Of("raw_body")) is { } raw)
        {
            context.Charge(TextOf(raw).Length * 2L);
            return Encoding.UTF8.GetBytes(TextOf(raw));
        }

        if (request.Get(RegoString.Of("body")) is not { } body)
        {
            return [];
        }

        context.Charge(ValueSize.Of(body, context.Meter) * 2);
        return Encoding.UTF8.GetBytes(JsonWriter.Marshal(body));
    }

    private static void Authorize(RegoObject.Builder result, RegoObject headers, Scope scope)
    {
        var added = new List<(string Name, string Value)> { ("host", scope.Url.Host), ("x-amz-date", scope.Stamp) };
        if (scope.Service is "s3" or "glacier")
        {
            added.Add(("x-amz-content-sha256", scope.ContentHash));
        }

        if (scope.Setting("aws_session_token") is { Length: > 0 } token)
        {
            added.Add(("x-amz-security-token", token));
        }

        var signed = new SortedDictionary<string, string>(Comparer<string>.Create(RegoString.CompareCodePoints));
        foreach (var (name, value) in added)
        {
            signed[name] = value;
        }

        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = (TextOf(headers.KeyAt(i)), TextOf(headers.ValueAt(i)));
            result.Set(RegoString.Of(name), RegoString.Of(value));
            if (!Unsigned.Contains(name.ToLowerInvariant()))
            {
                signed[name.ToLowerInvariant()] = value;
            }
        }

        result.Set(RegoString.Of("Authorization"), RegoString.Of(scope.Authorization(signed)));
        foreach (var (name, value) in added)
        {
            result.Set(RegoString.Of(name), RegoString.Of(value));
        }
    }

    private static RegoObject WithHeaders(BuiltinContext context, RegoObject request, RegoObject headers)
    {
        context.ChargeMembers(request.Count + 1L);
        var result = new RegoObject.Builder();
        for (var i = 0; i < request.Count; i++)
        {
            result.Set(request.KeyAt(i), request.ValueAt(i));
        }

        result.Set(RegoString.Of("headers"), headers);
        return result.Build();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>What one signature is bound to.</summary>
    private sealed record Scope(string Method, RequestUrl Url, RegoObject Settings, DateTime Moment, string ContentHash)
    {
        public string Service => Setting("aws_service");

        public string Stamp => Moment.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

        private string Day => Moment.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

        private string Place => $"{Day}/{Setting("aws_region")}/{Service}/aws4_request";

        public string Setting(string name) => Text(Settings, name);

        public string Authorization(SortedDictionary<string, string> headers)
        {
            var names = string.Join(';', headers.Keys);
            var lines = string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"));
            var request = $"{Method}\n{Url.Path}\n{Url.Query}\n{lines}\n{names}\n{ContentHash}";
            var text = $"AWS4-HMAC-SHA256\n{Stamp}\n{Place}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
            var key = Keyed(Encoding.UTF8.GetBytes("AWS4" + Setting("aws_secret_access_key")), Day);
            key = Keyed(Keyed(Keyed(key, Setting("aws_region")), Service), "aws4_request");
            var signature = Hex(Keyed(key, text));
            return $"AWS4-HMAC-SHA256 Credential={Setting("aws_access_key")}/{Place},SignedHeaders={names},Signature={signature}";
        }

        private static byte[] Keyed(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }
}
