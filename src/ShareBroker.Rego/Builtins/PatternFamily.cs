using System.Globalization;
using System.Text;
using ShareBroker.Rego.Builtins.Patterns;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Regular expressions in RE2's syntax and meaning, in linear time.</summary>
internal static class PatternFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Test("regex.is_valid", IsValid),
        Builtin.Of("regex.match", "string, string -> boolean", IsMatch),
        Builtin.Of("re_match", "string, string -> boolean", IsMatch),
        Builtin.Of("regex.split", "string, string -> array[string]", Split),
        Builtin.Of("regex.find_n", "string, string, number -> array[string]", Find),
        Builtin.Of("regex.find_all_string_submatch_n", "string, string, number -> array[array[string]]", FindGroups),
        Builtin.Of("regex.replace", "string, string, string -> string", Replace),
        Builtin.Of("regex.template_match", "string, string, string, string -> boolean", MatchTemplate),
        Builtin.Of("regex.globs_match", "string, string -> boolean", DoGlobsMeet),
    ];

    /// <summary>The compiled pattern, or the policy's error.</summary>
    public static Pattern Compile(BuiltinContext context, string text)
    {
        try
        {
            return Pattern.Parse(text, context.Meter);
        }
        catch (PatternSyntaxException fault)
        {
            throw BuiltinException.Failed(fault.Message);
        }
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            Pattern.Parse(arguments.Text(0), context.Meter);
            return RegoBoolean.True;
        }
        catch (PatternSyntaxException)
        {
            return RegoBoolean.False;
        }
    }

    private static RegoBoolean IsMatch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoBoolean.Of(Compile(context, arguments.Text(0)).IsMatch(arguments.Text(1), context.Meter));

    private static RegoArray Split(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(1);
        var pattern = Compile(context, arguments.Text(0));
        if (arguments.Text(0).Length > 0 && text.Length == 0)
        {
            return RegoArray.Of(RegoString.Empty);
        }

        context.Charge(text.Length);
        var parts = new List<RegoValue>();
        var (begin, end) = (0, 0);
        foreach (var match in pattern.FindAll(text, context.Meter, -1, groups: false))
        {
            end = match[0];
            if (match[1] != 0)
            {
                parts.Add(RegoString.Of(text[begin..end]));
            }

            begin = match[1];
        }

        if (end != text.Length)
        {
            parts.Add(RegoString.Of(text[begin..]));
        }

        context.ChargeMembers(parts.Count);
        return RegoArray.Adopt([.. parts]);
    }

    private static RegoArray Find(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(1);
        var limit = arguments.Integer(2);
        var found = Compile(context, arguments.Text(0)).FindAll(text, context.Meter, limit, groups: false);
        context.Charge(text.Length);
        context.ChargeMembers(found.Count);
        return RegoArray.Adopt([.. found.Select(match => RegoString.Of(text[match[0]..match[1]]))]);
    }

    private static RegoArray FindGroups(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var text = arguments.Text(1);
        var limit = arguments.Integer(2);
        var matches = Compile(context, arguments.Text(0)).FindAll(text, context.Meter, limit, groups: true);
        var result = new List<RegoValue>(matches.Count);
        foreach (var match in matches)
        {
            var groups = new RegoValue[match.Length / 2];
            context.ChargeMembers(groups.Length);
            for (var i = 0; i < groups.Length; i++)
            {
                context.Charge(Math.Max(0, match[(i * 2) + 1] - match[i * 2]));
                groups[i] = RegoString.Of(Group(text, match, i));
            }

            result.Add(RegoArray.Adopt(groups));
        }

        return RegoArray.Adopt([.. result]);
    }

    private static string Group(string text, int[] match, int index) =>
        match[index * 2] < 0 ? string.Empty : text[match[index * 2]..match[(index * 2) + 1]];

    private static RegoString Replace(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (text, template) = (arguments.Text(0), arguments.Text(2));
        var pattern = Compile(context, arguments.Text(1));
        var machine = pattern.Search(text, context.Meter);
        var result = new StringBuilder();
        var (at, lastEnd) = (0, 0);
        while (at <= text.Length && machine.Find(at) is { } match)
        {
            result.Append(text, lastEnd, match[0] - lastEnd);

            // An empty match right after a match is not replaced again.
            if (match[1] > lastEnd || match[0] == 0)
            {
                Expand(context, pattern, template, text, match, result);
            }

            lastEnd = match[1];
            var width = at < text.Length ? CodePoints.Width(text, at) : 1;
            at = at + width > match[1] ? at + width : match[1];
        }

        result.Append(text, lastEnd, text.Length - lastEnd);
        return context.TextResult(result.ToString());
    }

    // $name and ${name} stand for groups; $1x is the group named 1x; an unknown group is empty; $$ is one $.
    private static void Expand(BuiltinContext context, Pattern pattern, string template, string text, int[] match, StringBuilder result)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$')
            {
                result.Append(template[i]);
                continue;
            }

            if (i + 1 < template.Length && template[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var name = ReadName(template, i + 1, out var end);
            if (name is null)
            {
                result.Append('$');
                continue;
            }

            i = end - 1;
            var value = Named(pattern, name, text, match);
            context.Charge(value.Length);
            result.Append(value);
        }

        context.Charge(template.Length);
    }

    private static string? ReadName(string template, int start, out int end)
    {
        var braced = start < template.Length && template[start] == '{';
        end = braced ? start + 1 : start;
        var from = end;
        while (end < template.Length && (template[end] == '_' || char.IsLetterOrDigit(template[end])))
        {
            end++;
        }

        var name = template[from..end];
        if (name.Length == 0 || (braced && (end == template.Length || template[end] != '}')))
        {
            return null;
        }

        end += braced ? 1 : 0;
        return name;
    }

    // Of several groups with one name the first that took part counts.
    private static string Named(Pattern pattern, string name, string text, int[] match)
    {
        var isNumber = name.Length <= 8 && name.All(char.IsAsciiDigit) && (name.Length == 1 || name[0] != '0');
        var number = isNumber ? int.Parse(name, CultureInfo.InvariantCulture) : -1;
        for (var i = 0; i < pattern.GroupNames.Count; i++)
        {
            if (i == number || (!isNumber && pattern.GroupNames[i] == name && match[i * 2] >= 0))
            {
                return Group(text, match, i);
            }
        }

        return string.Empty;
    }

    private static RegoBoolean MatchTemplate(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var template = arguments.Text(0);
        var (open, close) = (Delimiter(arguments, 2), Delimiter(arguments, 3));
        var pattern = new StringBuilder("^");
        var (level, from) = (0, 0);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == open && ++level == 1)
            {
                pattern.Append(Quote(template[from..i]));
                from = i + 1;
            }
            else if (template[i] == close && --level == 0)
            {
                pattern.Append('(').Append(template, from, i - from).Append(')');
                from = i + 1;
            }

            if (level < 0)
            {
                break;
            }
        }

        if (level != 0)
        {
            throw BuiltinException.Failed($"unbalanced braces in {arguments[0]}");
        }

        context.Charge(template.Length);
        pattern.Append(Quote(template[from..])).Append('$');
        return RegoBoolean.Of(Compile(context, pattern.ToString()).IsMatch(arguments.Text(1), context.Meter));
    }

    private static char Delimiter(ReadOnlySpan<RegoValue> arguments, int index) => arguments.Text(index) is [< '\u0080' and var letter]
        ? letter
        : throw BuiltinException.Failed(
            $"{(index == 2 ? "start" : "end")} delimiter has to be exactly one character long but is "
            + $"{Encoding.UTF8.GetByteCount(arguments.Text(2))} long");

    private static string Quote(string text)
    {
        var quoted = new StringBuilder();
        foreach (var letter in text)
        {
            quoted.Append(@"\.+*?()|[]{}^$".Contains(letter, StringComparison.Ordinal) ? "\\" : string.Empty).Append(letter);
        }

        return quoted.ToString();
    }

    private static RegoBoolean DoGlobsMeet(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            return RegoBoolean.Of(GlobIntersection.Exists(arguments.Text(0), arguments.Text(1), context.Meter));
        }
        catch (PatternSyntaxException fault)
        {
            throw BuiltinException.Failed(fault.Message);
        }
    }
}
