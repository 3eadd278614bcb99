using System.CommandLine;
using ShareBroker.Policies;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Prospects;
using ShareBroker.Rego.Values;

namespace ShareBroker.Cli.Policies;

/// <summary><c>sharebroker policy could</c>: for which requests something could ever be permitted, with an example of each way, or a
/// proof that it never is.</summary>
internal static class PolicyCould
{
    /// <summary>Exit status when nothing was found and nothing is proved.</summary>
    public const int NotFound = 3;

    public static Command Create()
    {
        var policies = PolicyOptions.Policies();
        var language = PolicyOptions.Language();
        var format = new Option<string>("--format") { Description = "text, json or markdown", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "markdown");
        var witness = new Option<string?>("--witness") { Description = "File that gets the example of one way, for policy decide --input" };
        var way = new Option<int>("--way") { Description = "Which way --witness takes, as numbered", DefaultValueFactory = _ => 1 };
        var asked = new Asked();
        var command = new Command(
            "could", "Says for which requests something could ever be permitted; exit status 1 when it is proved that for none, "
                + "3 when none was found and nothing is proved") { policies, language, format, witness, way };
        asked.AddTo(command);
        command.SetAction((parse, cancellationToken) =>
        {
            var console = parse.InvocationConfiguration;
            var set = PolicySet.Load(parse.GetValue(policies)!);
            var report = Run(set, asked.Question(parse), cancellationToken);
            if (parse.GetValue(format) == "json")
            {
                console.Output.WriteLine(ProspectJson.Write(report));
            }
            else
            {
                var text = new ProspectText(set.Data, parse.GetValue(language)!);
                foreach (var line in text.Lines(report, parse.GetValue(format) == "markdown"))
                {
                    console.Output.WriteLine(line);
                }
            }

            if (parse.GetValue(witness) is { } file)
            {
                Write(file, report, parse.GetValue(way));
            }

            return Task.FromResult(report.Verdict switch
            {
                ProspectVerdict.Possible => 0,
                ProspectVerdict.Never => 1,
                _ => NotFound,
            });
        });
        return command;
    }

    private static ProspectReport Run(PolicySet set, ProspectQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return ProspectSearch.Run(set, question, DecisionBudget.Environment(TimeProvider.System), cancellationToken);
        }
        catch (PolicyException fault) when (fault.Code == "question_word")
        {
            throw new Faults.UsageException(fault.Message);
        }
    }

    // Without a way there is no file: an old example must not look like the answer.
    private static void Write(string file, ProspectReport report, int way)
    {
        var all = report.Regimes.SelectMany(static regime => regime.Alternatives).ToList();
        if (way < 1 || (all.Count > 0 && way > all.Count))
        {
            throw new Faults.UsageException($"there is no way {way}; take 1 to {all.Count}");
        }

        if (all.Count > 0)
        {
            File.WriteAllText(file, all[way - 1].Example + "\n");
        }
        else
        {
            File.Delete(file);
        }
    }

    /// <summary>The options that fix something.</summary>
    private sealed class Asked
    {
        private readonly Option<string[]> _regimes = Many("--regime", "Only this regime; may be given again and again");
        private readonly Option<string?> _forum = One("--forum", "Forum of the request");
        private readonly Option<string?> _purpose = One("--purpose", "Purpose of the request");
        private readonly Option<string?> _requesterType = One("--requester-type", "Agency type of the requester");
        private readonly Option<string?> _requesterRole = One("--requester-role", "Role of the person who asks");
        private readonly Option<string?> _holderType = One("--holder-type", "Agency type of the holder");
        private readonly Option<string?> _holderRole = One("--holder-role", "Role of the holder's contact");
        private readonly Option<string?> _recipientType = One("--recipient-type", "Agency type of a recipient other than the requester");
        private readonly Option<string?> _recipientRole = One("--recipient-role", "Role of the person there who receives");
        private readonly Option<string[]> _fields = Many("--field", "Path that is asked for; may be given again and again");
        private readonly Option<string[]> _bases = Many("--basis", "Legal basis that is named; several are named together");
        private readonly Option<string[]> _facts = Many("--fact", "A known fact, as key=value; true, false and numbers are read as such");
        private readonly Option<bool> _anyRecipient = new("--any-recipient")
        {
            Description = "The recipient may be another than the requester",
        };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[]
            {
                _regimes, _forum, _purpose, _requesterType, _requesterRole, _holderType, _holderRole, _recipientType, _recipientRole,
                _fields, _bases, _facts, _anyRecipient,
            })
            {
                command.Options.Add(option);
            }
        }

        public ProspectQuestion Question(ParseResult parse) => new()
        {
            Regimes = parse.GetValue(_regimes) ?? [],
            Forum = parse.GetValue(_forum),
            Purpose = parse.GetValue(_purpose),
            RequesterType = parse.GetValue(_requesterType),
            RequesterRole = parse.GetValue(_requesterRole),
            HolderType = parse.GetValue(_holderType),
            HolderRole = parse.GetValue(_holderRole),
            RecipientType = parse.GetValue(_recipientType),
            RecipientRole = parse.GetValue(_recipientRole),
            AnyRecipient = parse.GetValue(_anyRecipient),
            Fields = [.. (parse.GetValue(_fields) ?? []).Distinct(StringComparer.Ordinal)],
            Bases = parse.GetValue(_bases) is { Length: > 0 } bases ? bases : null,
            Facts = Facts(parse.GetValue(_facts) ?? []),
        };

        private static Dictionary<string, RegoValue> Facts(string[] given)
        {
            var facts = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
            foreach (var fact in given)
            {
                var at = fact.IndexOf('=', StringComparison.Ordinal);
                if (at <= 0)
                {
                    throw new Faults.UsageException($"'{fact}' is no fact; write it as key=value");
                }

                facts[fact[..at]] = Value(fact[(at + 1)..]);
            }

            return facts;
        }

        private static RegoValue Value(string text) => text switch
        {
            "true" => RegoBoolean.True,
            "false" => RegoBoolean.False,
            _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => RegoNumber.Of(number),
            _ => RegoString.Of(text),
        };

        private static Option<string?> One(string name, string description) => new(name) { Description = description };

        private static Option<string[]> Many(string name, string description) => new(name) { Description = description };
    }
}
