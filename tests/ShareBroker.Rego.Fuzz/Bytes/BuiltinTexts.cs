using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShareBroker.Rego.Fuzz.Judging;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;
using ShareBroker.Tests;

namespace ShareBroker.Rego.Fuzz.Bytes;

/// <summary>
/// The builtins that read texts: tokens, certificates, YAML, schemas, patterns, times and whatever else policies are handed. One argument
/// of a
/// recorded call is spoilt; what is packed (base64, PEM, the parts of a token) is spoilt inside and packed, and signed, anew.
/// </summary>
internal sealed class BuiltinTexts
{
    private const int CallsMax = 12;
    private const int LengthMax = 8_000;

    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly List<Place> _all = [];
    private readonly Dictionary<string, PreparedQuery> _queries = new(StringComparer.Ordinal);
    private readonly List<byte[]> _corpus = [];

    public BuiltinTexts(CaseMaterial? material)
    {
        var calls = Recorded().Concat(material?.Calls.SelectMany(static entry => entry.Value.Take(CallsMax)
            .Select(call => $"{entry.Key}({string.Join(", ", call)})")) ?? []);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in calls)
        {
            if (Parser.ParseQuery("q", text).Result is { Exprs: [{ Term: Term.Call call }] } && CallRewriter.IsPlain(call.Name)
                && seen.GetValueOrDefault(call.Name) < CallsMax)
            {
                var arguments = call.Arguments.Select(static argument => CallHarvest.Value(argument, RegoObject.Empty, null)).ToArray();
                if (!Array.Exists(arguments, static argument => argument is null))
                {
                    seen[call.Name] = seen.GetValueOrDefault(call.Name) + 1;
                    Take(call.Name, arguments!);
                }
            }
        }
    }

    private enum Layer
    {
        Plain,
        Json,
        Base64,
        Pem,
        Token,
    }

    private sealed record Place(string Name, RegoValue[] Arguments, int Index, Layer Layer);

    public static string[] Words { get; } =
    [
        "\n", "{", "}", "[", "]", "(", ")", "\"", "'", ":", ",", ".", "/", "\\", "|", "*", "+", "?", "{1,999999}", "(?P<a>",
            "[[:alpha:]]", "\\p{Greek}",
        "%", "%v", "%!", "%999999d", "%[3]*.2x", "&a ", "*a", "!!binary ", "<<: ", "--- ", "...", "? ", "- ", "\t", "~", "0x", "1e999",
            "::", "/129",
        "2006-01-02T15:04:05Z07:00", "999999999h", "-", "_", "1.2.3-a+b", "Ki", "$ref", "#/definitions/a", "query a($b: C!) { ",
            "type A implements B { ",
        "fragment f on T { ...f }", "{{", "}}", "{{range .a}}", "{{end}}", "{{template \"a\" .}}", "{{if and .a (not .b)}}",
            "\"alg\": \"none\"", "\"exp\": 1e300",
        "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "\u0001\u0000", "0\u0082\u00ff\u00ff", "\u0006\u0003\u0055\u001d\u0011",
    ];

    public IReadOnlyList<byte[]> Corpus => _corpus;

    public void Read(byte[] octets)
    {
        var end = Array.IndexOf(octets, (byte)'\n');
        if (end < 0 || !_places.TryGetValue(Encoding.UTF8.GetString(octets, 0, end), out var place))
        {
            // No name: the octets choose one.
            place = _all[(int)(BitConverter.ToUInt32(SHA256.HashData(octets)) % (uint)_all.Count)];
            end = -1;
        }

        var arguments = place.Arguments.ToArray();
        arguments[place.Index] = Value(place, octets.AsSpan(end + 1));
        if (!_queries.TryGetValue(place.Name, out var query))
        {
            _queries[place.Name] = query = RegoPolicy.Compile([]).Prepare(
                $"x = {new BuiltinCall(place.Name, RegoArray.Of([.. arguments])).Text}");
        }

        query.Evaluate(
            RegoArray.Of([.. arguments]), ByteTargets.Budget, ByteTargets.World with { StrictBuiltinErrors = true },
                CancellationToken.None);
    }

    private static IEnumerable<string> Recorded()
    {
        foreach (var line in File.ReadLines(Path.Combine(TestPlaces.Root, "tests", "cases", "rego", "builtins.jsonl")))
        {
            using var test = JsonDocument.Parse(line);
            if (test.RootElement.TryGetProperty("expression", out var expression))
            {
                yield return expression.GetString()!;
            }
        }
    }

    private void Take(string name, RegoValue[] arguments)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            var (layer, text) = Unpacked(arguments[index]);
            if (text is null || text.Length > LengthMax)
            {
                continue;
            }

            var place = new Place(name, arguments, index, layer);
            var key = $"{name} {_all.Count}";
            _places.Add(key, place);
            _all.Add(place);
            _corpus.Add([.. Encoding.UTF8.GetBytes(key + "\n"), .. text]);
        }
    }

    private static (Layer Layer, byte[]? Octets) Unpacked(RegoValue value)
    {
        switch (value)
        {
            case RegoString { Value: var text } when text.StartsWith("-----BEGIN ", StringComparison.Ordinal):
                return (Layer.Pem, text.Split("-----") is [_, _, var body, ..]
                    && Octets(body.ReplaceLineEndings(string.Empty)) is { } der ? der : null);
            case RegoString { Value: var text } when text.Split('.') is [{ Length: > 8 } header, var payload, _]
                && Url(header) is { } head && Url(payload) is { } claims:
                return (Layer.Token, [.. head, (byte)'\n', .. claims]);
            case RegoString { Value: { Length: > 60 } text } when Octets(text) is { } octets:
                return (Layer.Base64, octets);
            case RegoString { Value: var text }:
                return (Layer.Plain, Encoding.UTF8.GetBytes(text));
            case RegoArray or RegoObject:
                return (Layer.Json, Encoding.UTF8.GetBytes(RegoJson.Write(value)));
            default:
                return (Layer.Plain, null);
        }
    }

    private static RegoValue Value(Place place, ReadOnlySpan<byte> octets) => place.Layer switch
    {
        Layer.Json => RegoJson.Parse(octets, JsonLimits.Trusted),
        Layer.Base64 => RegoString.Of(Convert.ToBase64String(octets)),
        Layer.Pem => RegoString.Of(Label(place) + "\n" + Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks)
            + "\n" + Label(place).Replace("BEGIN", "END", StringComparison.Ordinal) + "\n"),
        Layer.Token => RegoString.Of(Token(place, octets)),
        _ => RegoString.Of(Encoding.UTF8.GetString(octets)),
    };

    private static string Label(Place place) => ((RegoString)place.Arguments[place.Index]).Value.Split('\n')[0].TrimEnd('\r');

    // A spoilt token is signed when the secret is known: what stands behind the signature is to be read.
    private static string Token(Place place, ReadOnlySpan<byte> octets)
    {
        var cut = octets.IndexOf((byte)'\n');
        var header = cut < 0 ? octets : octets[..cut];
        var payload = cut < 0 ? default : octets[(cut + 1)..];
        var signed = System.Buffers.Text.Base64Url.EncodeToString(header) + "." + System.Buffers.Text.Base64Url.EncodeToString(payload);
        var secret = place.Arguments.ElementAtOrDefault(1) switch
        {
            RegoString text => text.Value,
            RegoObject constraints => (constraints.Get(RegoString.Of("secret")) as RegoString)?.Value,
            _ => null,
        };
        return signed + "." + (secret is null
            ? ((RegoString)place.Arguments[place.Index]).Value.Split('.')[2]
            : System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret),
                Encoding.ASCII.GetBytes(signed))));
    }

    private static byte[]? Url(string text)
    {
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? Octets(string text)
    {
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : null;
    }
}
