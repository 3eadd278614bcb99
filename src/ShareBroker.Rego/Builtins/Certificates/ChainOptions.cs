using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Certificates;

/// <summary>What a chain is verified for.</summary>
internal sealed class ChainOptions
{
    private static readonly string[] UsageNames =
    [
        "KeyUsageAny", "KeyUsageServerAuth", "KeyUsageClientAuth", "KeyUsageCodeSigning", "KeyUsageEmailProtection",
        "KeyUsageIPSECEndSystem", "KeyUsageIPSECTunnel", "KeyUsageIPSECUser", "KeyUsageTimeStamping", "KeyUsageOCSPSigning",
        "KeyUsageMicrosoftServerGatedCrypto", "KeyUsageNetscapeServerGatedCrypto", "KeyUsageMicrosoftCommercialCodeSigning",
        "KeyUsageMicrosoftKernelCodeSigning",
    ];

    public ChainOptions(long nowNanoseconds) => Moment = At(nowNanoseconds);

    /// <summary>The host that the leaf must name; empty for any.</summary>
    public string HostName { get; private set; } = string.Empty;

    public DateTimeOffset Moment { get; private set; }

    /// <summary>The usages of which one must be allowed; none stands for that of a server.</summary>
    public List<int> Usages { get; } = [];

    /// <summary>Takes the options of a policy.</summary>
    /// <exception cref="BuiltinException">One of them is unknown or of the wrong kind.</exception>
    public ChainOptions With(RegoObject options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (options.KeyAt(i) is RegoString key)
            {
                Take(key.Value, options.ValueAt(i));
            }
        }

        return this;
    }

    private static DateTimeOffset At(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks((nanoseconds / 100) - (nanoseconds % 100 < 0 ? 1 : 0));

    private static BuiltinException Wrong(string name, string what) => BuiltinException.Failed($"'{name}' should be a{what}");

    private void Take(string name, RegoValue value)
    {
        switch (name)
        {
            case "DNSName":
                HostName = value is RegoString host ? host.Value.Trim('"') : throw Wrong(name, " string");
                break;
            case "CurrentTime":
                Moment = At(Integer(name, value, " valid int64 number"));
                break;
            case "MaxConstraintComparisons":
                Integer(name, value, " valid number");
                break;
            case "KeyUsages":
                TakeUsages(value is RegoArray or RegoSet ? value : throw Wrong(name, "n Array or Set"));
                break;
            default:
                throw BuiltinException.Failed("invalid key option");
        }
    }

    private static long Integer(string name, RegoValue value, string demand)
    {
        var number = value as RegoNumber ?? throw Wrong(name, " number");
        return long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer
            : throw Wrong(name, demand);
    }

    private void TakeUsages(RegoValue usages)
    {
        var unknown = new List<string>();
        foreach (var member in Operands.Members(usages))
        {
            if (member is not RegoString text)
            {
                continue;
            }

            var usage = Array.IndexOf(UsageNames, text.Value.Trim('"'));
            if (usage < 0)
            {
                unknown.Add(text.Value.Trim('"'));
            }
            else
            {
                Usages.Add(usage);
            }
        }

        if (unknown.Count > 0)
        {
            throw BuiltinException.Failed($"invalid entries for 'KeyUsages' found: [{string.Join(' ', unknown)}]");
        }
    }
}
