using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>What Rego v1 asks of every rule: <c>if</c> before a body, <c>contains</c> for sets, and a value or a body at all.</summary>
internal static class WrittenRuleChecks
{
    public static IEnumerable<RegoError> Of(WrittenRule written)
    {
        if (written.Rule.Head.Path is [Term.Var name] && TokenNames.Keywords.ContainsKey(name.Name))
        {
            yield return Error(written.Rule, $"{name.Name} keyword cannot be used for rule name");
        }

        var branch = 0;
        for (var rule = written.Rule; rule is not null; rule = rule.Else, branch++)
        {
            var sort = rule.Head.IsFunction ? "function" : "rule";
            var body = written.BodyWritten[branch];
            if (body && !written.UsesIf[branch] && !rule.IsDefault)
            {
                yield return Error(rule, $"`if` keyword is required before {sort} body");
            }

            if (rule.Head.Kind == RuleKind.MultiValue && !written.UsesContains)
            {
                yield return Error(rule, "`contains` keyword is required for partial set rules");
            }

            if (!body && !rule.Head.ValueWritten && !rule.IsDefault && rule.Head.Kind == RuleKind.SingleValue)
            {
                yield return Error(rule, $"{sort} must have value assignment and/or body declaration");
            }
        }
    }

    private static RegoError Error(Rule rule, string message) => new(ErrorCodes.Parse, message, rule.Location);
}
