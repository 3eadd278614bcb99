using System.Text;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Builtins;

/// <summary>Documents that functions read, cut at every length and with every byte turned: a verdict or the announced faults.</summary>
public sealed class HostileDocumentTests
{
    public static TheoryData<string> Readers =>
    [
        "crypto.x509.parse_certificates",
        "crypto.x509.parse_certificate_request",
        "crypto.x509.parse_and_verify_certificates",
        "crypto.parse_private_keys",
        "crypto.x509.parse_rsa_private_key",
        "graphql.parse_query",
        "graphql.parse_schema",
        "graphql.is_valid",
        "strings.render_template",
        "json.match_schema",
        "rego.parse_module",
    ];

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_document_cut_at_any_length_is_judged_or_refused(string function)
    {
        foreach (var arguments in Recorded(function))
        {
            if (arguments[Place(function)] is not RegoString { Value: var text })
            {
                continue;
            }

            var step = Math.Max(1, text.Length / 150);
            for (var length = 0; length < text.Length; length += step)
            {
                Call(function, arguments, text[..length]);
            }
        }
    }

    [Theory]
    [InlineData("crypto.x509.parse_certificates")]
    [InlineData("crypto.x509.parse_certificate_request")]
    [InlineData("crypto.parse_private_keys")]
    public void A_document_with_a_wrong_byte_anywhere_is_judged_or_refused(string function)
    {
        foreach (var arguments in Recorded(function))
        {
            var pem = ((RegoString)arguments[0]).Value.Split('\n');
            if (pem.Length < 3)
            {
                continue;
            }

            var lines = pem.Skip(1).TakeWhile(static line => !line.Contains("---", StringComparison.Ordinal));
            var der = Convert.FromBase64String(string.Concat(lines));
            for (var at = 0; at < der.Length; at += Math.Max(1, der.Length / 120))
            {
                var wrong = der.ToArray();
                wrong[at] ^= 0x81;
                var body = Convert.ToBase64String(wrong);
                var closing = pem[0].Replace("BEGIN", "END", StringComparison.Ordinal);
                Call(function, arguments, function == "crypto.parse_private_keys" ? $"{pem[0]}\n{body}\n{closing}\n" : body);
            }
        }
    }

    private static int Place(string function) => function is "rego.parse_module" or "json.match_schema" ? 1 : 0;

    // The arguments of the recorded calls, as far as they are constants.
    private static IEnumerable<RegoValue[]> Recorded(string function)
    {
        var policy = RegoPolicy.Compile([]);
        var budget = new EvaluationBudget
        {
            StepsMax = 10_000_000, Time = TimeSpan.FromSeconds(20), MemoryMaxBytes = 1 << 28, OutputMaxBytes = 1 << 24, DepthMax = 100,
        };
        var world = new EvaluationEnvironment { Time = TimeProvider.System, FillRandom = static bytes => bytes.Clear() };
        var calls = RecordedCase.All.Select(static entry => entry.Expression.TrimStart('['))
            .Where(expression => expression.StartsWith(function + "(", StringComparison.Ordinal)
                && !expression.Contains("base64", StringComparison.Ordinal)
                && !expression.Contains("some ", StringComparison.Ordinal))
            .OrderByDescending(static expression => expression.Length).Take(3);
        foreach (var call in calls)
        {
            var end = call.LastIndexOf(')');
            var result = policy.Prepare($"x := [{call[(function.Length + 1)..end]}]").Evaluate(null, budget, world, CancellationToken.None);
            yield return ((RegoArray)result.Bindings[0]["x"]).Items.ToArray();
        }
    }

    private static void Call(string function, RegoValue[] arguments, string document)
    {
        var replaced = arguments.ToArray();
        replaced[Place(function)] = RegoString.Of(document);
        var meter = new EvaluationMeter(
            5_000_000, TimeSpan.FromSeconds(20), 1 << 28, 1 << 24, TimeProvider.System, CancellationToken.None);
        var context = new BuiltinContext(meter, 1_900_000_000_000_000_000, static bytes => bytes.Clear());
        try
        {
            var result = BuiltinRegistry.All[function].Function!(context, replaced);
            Encoding.UTF8.GetByteCount(RegoJson.Write(result!)).ShouldBeGreaterThan(0);
        }
        catch (BuiltinException fault)
        {
            fault.Message.ShouldStartWith(function);
        }
        catch (BudgetExceededException limit)
        {
            limit.Code.ShouldStartWith("eval_budget_");
        }
    }
}
