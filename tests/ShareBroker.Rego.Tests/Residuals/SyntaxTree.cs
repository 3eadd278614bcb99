using System.Globalization;
using System.Text.Json;

namespace ShareBroker.Rego.Tests.Residuals;

/// <summary>Reads results of partial evaluation, ours and OPA's, in one form that does not depend on names of variables, on the order of
/// expressions and on how an equation is turned.</summary>
internal static class SyntaxTree
{
    /// <summary>Queries, then rules, each on a line.</summary>
    public static string[] Lines(JsonElement result)
    {
        var lines = new List<string>();
        if (result.TryGetProperty("queries", out var queries))
        {
            lines.AddRange(queries.EnumerateArray().Select(static query => "query " + Body(query, [])));
        }

        // OPA's command calls them modules, its API support.
        if (result.TryGetProperty("support", out var modules) || result.TryGetProperty("modules", out modules))
        {
            foreach (var module in modules.EnumerateArray())
            {
                var package = string.Join('.', module.GetProperty("package").GetProperty("path").EnumerateArray()
                    .Select(static part => part.GetProperty("value").GetString()));
                lines.AddRange(module.GetProperty("rules").EnumerateArray().Select(rule => $"{package} {Rule(rule)}"));
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Rule(JsonElement rule)
    {
        var head = rule.GetProperty("head");
        var terms = new[] { "key", "value" }.Where(name => head.TryGetProperty(name, out _)).Select(name => (name, head.GetProperty(name)))
            .Concat(head.TryGetProperty("args", out var arguments)
                ? arguments.EnumerateArray().Select(static argument => ("arg", argument))
                : [])
            .Concat(head.GetProperty("ref").EnumerateArray().Skip(1).Select(static part => ("at", part)));
        var name = Plain(head.GetProperty("ref")[0].GetProperty("value").GetString()!);
        var marker = rule.TryGetProperty("default", out _) ? "default " : string.Empty;
        return $"{marker}{name} {Body(rule.GetProperty("body"), [.. terms])}";
    }

    // Variables are numbered in the order in which they appear once everything is sorted as if they had no names.
    private static string Body(JsonElement body, IReadOnlyList<(string Name, JsonElement Term)> head)
    {
        var exprs = body.EnumerateArray().OrderBy(static expr => Expr(expr, static _ => "?"), StringComparer.Ordinal).ToArray();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string Number(string name)
        {
            if (name is "input" or "data" or "x")
            {
                return name;
            }

            if (!names.TryGetValue(name, out var number))
            {
                names[name] = number = "v" + names.Count.ToString(CultureInfo.InvariantCulture);
            }

            return number;
        }

        var heads = head.Select(part => $"{part.Name}={Term(part.Term, Number)}").ToArray();
        var texts = exprs.Select(expr => Expr(expr, Number)).Where(static text => text != "true").ToArray();
        return string.Join(' ', heads) + ": " + string.Join("; ", texts);
    }

    private static string Expr(JsonElement expr, Func<string, string> name)
    {
        var negated = expr.TryGetProperty("negated", out var not) && not.GetBoolean() ? "not " : string.Empty;
        var terms = expr.GetProperty("terms");
        var withs = expr.TryGetProperty("with", out var list)
            ? string.Concat(list.EnumerateArray()
                .Select(with => $" with {Term(with.GetProperty("target"), name)} as {Term(with.GetProperty("value"), name)}"))
            : string.Empty;
        return negated + Statement(terms, name) + withs;
    }

    private static string Statement(JsonElement terms, Func<string, string> name)
    {
        if (terms.ValueKind == JsonValueKind.Array)
        {
            return Call(terms, name);
        }

        return terms.TryGetProperty("domain", out var domain)
            ? $"every {Term(terms.GetProperty("value"), name)} in {Term(domain, name)} {{{Inner(terms.GetProperty("body"), name)}}}"
            : Term(terms, name);
    }

    private static string Inner(JsonElement body, Func<string, string> name) =>
        string.Join("; ", body.EnumerateArray().Select(expr => Expr(expr, name)));

    // f(x) = y and f(x, y) say the same.
    private static string Call(JsonElement terms, Func<string, string> name)
    {
        var function = Term(terms[0], static word => word);
        var arguments = terms.EnumerateArray().Skip(1).ToList();
        if (function == "eq" && arguments.FindIndex(static side => side.GetProperty("type").GetString() == "call") is var at and >= 0)
        {
            var inner = Term(arguments[at], name);
            return $"{inner[..^1]}, {Term(arguments[1 - at], name)})";
        }

        var texts = arguments.Select(argument => Term(argument, name));
        return $"{function}({string.Join(", ", function == "eq" ? texts.Order(StringComparer.Ordinal) : texts)})";
    }

    private static string Term(JsonElement term, Func<string, string> name)
    {
        var value = term.TryGetProperty("value", out var content) ? content : default;
        switch (term.GetProperty("type").GetString())
        {
            case "var":
                return name(value.GetString()!);
            case "string":
                return $"\"{Plain(value.GetString()!)}\"";
            case "ref":
                var parts = value.EnumerateArray().Select(part => Term(part, name)).ToArray();
                return parts[0] + string.Concat(parts.Skip(1).Select(static part => $"[{part}]"));
            case "array":
                return $"[{string.Join(", ", value.EnumerateArray().Select(item => Term(item, name)))}]";
            case "set":
                return $"{{{string.Join(", ", value.EnumerateArray().Select(item => Term(item, name)).Order(StringComparer.Ordinal))}}}";
            case "object":
                return $"{{{string.Join(", ", value.EnumerateArray().Select(pair => $"{Term(pair[0], name)}: {Term(pair[1], name)}"))}}}";
            case "call":
                return Call(value, name);
            case "arraycomprehension" or "setcomprehension":
                return $"[{Term(value.GetProperty("term"), name)} | {Inner(value.GetProperty("body"), name)}]";
            case "null":
                return "null";
            default:
                return value.GetRawText();
        }
    }

    // Rules made for `not` are numbered in different ways.
    private static string Plain(string text) => text.StartsWith("__not", StringComparison.Ordinal) ? "__not" : text;
}
