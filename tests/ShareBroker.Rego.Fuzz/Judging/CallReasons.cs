using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>In what ways the answers to one call may differ.</summary>
internal static partial class CallReasons
{
    /// <summary>Only numbers differ, by what 64 bits lose, where 64 bits do not suffice; integers have the exact value here.</summary>
    public static bool IsExactHere(CallDifference call) =>
        SameButNumbers(call, ExactNumbers.AreClose)
        && call.AllInside.Concat(call.OurValue is { } value ? [value] : []).OfType<RegoNumber>().Any(ExactNumbers.IsFar)
        && IsRight(call);

    /// <summary>Only zeros differ, by their sign.</summary>
    public static bool IsSignOfZero(CallDifference call) => SameButNumbers(call, IsZeros);

    /// <summary>A remainder, bits or digits of an operand beyond 64 bits that are right here.</summary>
    public static bool IsPartOfLongInteger(CallDifference call) =>
        call.Arguments.OfType<RegoNumber>().Any(ExactNumbers.IsFar)
        && (call.Name == "format_int"
            ? call is { OurValue: RegoString ours, Arguments: [var number, var toBase] }
                && ExactNumbers.Integer(number) is { } value && ExactNumbers.Integer(toBase) is { } radix
                && ours.Value == ExactNumbers.InBase(value, (int)radix)
            : (call.Name == "rem" || call.Name.StartsWith("bits.", StringComparison.Ordinal))
                && ExactNumbers.Of(call.Name, call.Arguments) is not null && IsRight(call));

    /// <summary>A rounding that is right here and one off there.</summary>
    public static bool IsRounding(CallDifference call) =>
        call.Name is "floor" or "ceil" or "round" && call.Arguments is [RegoNumber number] && number.Text.StartsWith('-')
        && ExactNumbers.Of(call.Name, call.Arguments) is { } right && IsRight(call)
        && call.TheirValue is { } theirs && ExactNumbers.Integer(theirs) is { } wrong && BigInteger.Abs(right - wrong) <= 1;

    /// <summary>Octets that are no UTF-8 are shown in another way, and nothing else differs.</summary>
    public static bool IsOctets(CallDifference call) =>
        call.BothAnswer && call.Ours.Text.Contains('\ufffd', StringComparison.Ordinal)
        && Letters(Octets().Replace(call.Ours.Text, "?")) == Letters(Octets().Replace(call.Theirs.Text, "?"));

    /// <summary>The reference engine put something between the octets of one letter.</summary>
    public static bool IsInsideLetters(CallDifference call) =>
        call is { Name: "strings.replace_n", BothAnswer: true, Arguments: [RegoObject patterns, RegoString text] }
        && patterns.Get(RegoString.Of(string.Empty)) is not null && text.Value.Any(static letter => letter > '\u007f');

    /// <summary>A member of a set that is asked for under itself as its key.</summary>
    public static bool IsMemberByItself(CallDifference call) =>
        call is { Name: "internal.member_3", Arguments: [var key, var value, RegoSet set], OurValue: RegoBoolean { Value: true } }
        && call.TheirValue is RegoBoolean { Value: false } && key.Equals(value) && set.Contains(key);

    /// <summary>The same paths, of which the reference engine lets some end with a node that they have already.</summary>
    public static bool IsPathWithoutReturn(CallDifference call) =>
        call is { Name: "graph.reachable_paths", OurValue: RegoArray ours, TheirValue: RegoArray theirs }
        && WithoutReturns(ours).SetEquals(WithoutReturns(theirs));

    /// <summary>A text that is a number for Go but not for JSON, read into that number; also where it stands in a module, on which the
    /// engines agree when it is written as JSON does.</summary>
    public static async Task<bool> IsNumberTextAsync(CallDifference call) =>
        call is { Name: "to_number", Arguments: [RegoString text], OurValue: RegoNumber }
            ? !RegoNumber.TryParse(text.Value, out _) && call.Theirs.Kind is OutcomeKind.Broken or OutcomeKind.EvaluationError
            : await IsReadAloneAsync(call, static module => NumberWithoutZero().Replace(module, "0$0"));

    /// <summary>Only a member that a later version has is more here.</summary>
    public static bool IsLaterMember(CallDifference call) =>
        call.BothAnswer && call.Name.StartsWith("graphql.", StringComparison.Ordinal)
        && Expected().Replace(call.Ours.Text, string.Empty) == call.Theirs.Text;

    /// <summary>A document of GraphQL given as an object.</summary>
    public static bool IsGraphqlObject(CallDifference call) =>
        call.Name.StartsWith("graphql.", StringComparison.Ordinal) && call.Arguments.Any(static argument => argument is RegoObject)
        && call.Ours.Kind is OutcomeKind.Answer or OutcomeKind.EvaluationError
        && call.Theirs.Kind is OutcomeKind.Answer or OutcomeKind.EvaluationError;

    /// <summary>A template with a missing value, that only this engine renders; with every value there the engines agree.</summary>
    public static async Task<bool> IsMissingInTemplateAsync(CallDifference call)
    {
        if (call is not { Name: "strings.render_template", OurValue: RegoString, Arguments: [RegoString template, RegoObject values] }
            || call.Theirs.IsValue)
        {
            return false;
        }

        // A name may be missing at the top, or inside of what has another one.
        RegoString[] names = [.. Fields().Matches(template.Value).Select(static match => RegoString.Of(match.Groups[1].Value)).Distinct()];
        foreach (var isDeep in new[] { false, true })
        {
            var (ours, theirs) = await call.Again([template, PlainTexts(WithNames(values, names, isDeep))]);
            if (ours.Agrees(theirs))
            {
                return true;
            }
        }

        return false;
    }

    private static RegoValue? Json(string text)
    {
        try
        {
            return RegoJson.Parse(text);
        }
        catch (RegoJsonException)
        {
            return null;
        }
    }

    // A member of that name that is a text is the keyword; one that is a schema is a property of that name.
    private static RegoValue WithoutPatterns(RegoValue value)
    {
        switch (value)
        {
            case RegoArray list:
                return RegoArray.Of([.. list.Items.ToArray().Select(WithoutPatterns)]);
            case RegoObject map:
                var kept = new RegoObject.Builder();
                foreach (var key in map.Keys.ToArray().Where(key => key is not RegoString { Value: "pattern" }
                    || map.Get(key) is not RegoString))
                {
                    kept.Set(key, WithoutPatterns(map.Get(key)!));
                }

                return kept.Build();
            default:
                return value;
        }
    }

    private static RegoObject WithNames(RegoObject values, RegoString[] names, bool isDeep)
    {
        var all = new RegoObject.Builder();
        foreach (var name in names.Concat(values.Keys.ToArray()))
        {
            var value = values.Get(name) ?? RegoArray.Empty;
            all.Set(name, isDeep && value is RegoObject inner ? WithNames(inner, names, isDeep) : value);
        }

        return all.Build();
    }

    /// <summary>A value of a template that Rego's notation shows in a way that JSON does not know, which only this engine renders; without
    /// such letters the engines agree.</summary>
    public static async Task<bool> IsNoJsonInTemplateAsync(CallDifference call)
    {
        if (call is not { Name: "strings.render_template", OurValue: RegoString, Arguments: [RegoString template, RegoObject values] }
            || call.Theirs.IsValue)
        {
            return false;
        }

        var plain = PlainTexts(values);
        var (ours, theirs) = await call.Again([template, plain]);
        return !plain.Equals(values) && ours.Agrees(theirs);
    }

    /// <summary>A fraction that only its digits beyond 64 bits tell from an integer.</summary>
    public static bool IsLongFraction(CallDifference call) =>
        call.AllInside.OfType<RegoNumber>().Any(ExactNumbers.IsLongFraction) && call.Ours.Kind != OutcomeKind.Broken;

    /// <summary>A date so far away that only 64 bits that wrap round reach it.</summary>
    public static bool IsDateBeyondTime(CallDifference call) =>
        call is { Name: "time.add_date", OurValue: null, Arguments.Count: 4 } && call.Ours.Kind != OutcomeKind.Broken
        && call.Arguments.Skip(1).Any(static argument => ExactNumbers.Integer(argument) is { } number
            && BigInteger.Abs(number) > int.MaxValue);

    /// <summary>The same faults of a document in another order.</summary>
    public static bool IsOrderOfFaults(CallDifference call) =>
        call is { Name: "json.match_schema", BothAnswer: true } && Letters(call.Ours.Text) == Letters(call.Theirs.Text);

    /// <summary>The reference engine fell over.</summary>
    public static bool IsBrokenOff(CallDifference call) =>
        call.Theirs is { Kind: OutcomeKind.Broken, Text: "opa" }
        && (call.Name is "io.jwt.decode_verify" or "json.patch" or "json.match_schema"
            || (call.Name.StartsWith("graphql.", StringComparison.Ordinal) && call.Arguments.Any(static argument =>
                argument is RegoObject)));

    /// <summary>A module that only this engine reads, with a keyword at the beginning of a reference; with a name there both read
    /// it.</summary>
    public static Task<bool> IsKeywordInModuleAsync(CallDifference call) => IsReadAloneAsync(call, ProgramChanges.WithoutKeywordNames);

    // Only this engine reads the module, and both read alike what the change makes of it.
    private static async Task<bool> IsReadAloneAsync(CallDifference call, Func<string, string> change)
    {
        if (call is not { Name: "rego.parse_module", OurValue: RegoObject, Arguments: [var file, RegoString module] }
            || call.Theirs.IsValue || change(module.Value) == module.Value)
        {
            return false;
        }

        var (ours, theirs) = await call.Again([file, RegoString.Of(change(module.Value))]);
        return ours.IsValue && ours.Agrees(theirs);
    }

    /// <summary>A schema with patterns: without them the engines agree.</summary>
    public static async Task<bool> IsPatternOfSchemaAsync(CallDifference call)
    {
        if (call.Name is not ("json.match_schema" or "json.verify_schema")
            || (call.Arguments[^1] is RegoString text ? Json(text.Value) : call.Arguments[^1]) is not RegoObject schema)
        {
            return false;
        }

        var plain = WithoutPatterns(schema);
        if (plain.Equals(schema))
        {
            return false;
        }

        var (ours, theirs) = await call.Again([.. call.Arguments.SkipLast(1), plain]);
        return ours.Agrees(theirs);
    }

    /// <summary>Versions with identifiers that begin with a hyphen before digits: with words in their place the engines agree, and this one
    /// says the same.</summary>
    public static async Task<bool> IsSignedIdentifierAsync(CallDifference call)
    {
        if (call is not { Name: "semver.compare", Arguments: [RegoString left, RegoString right] }
            || !(Signed().IsMatch(left.Value) || Signed().IsMatch(right.Value)))
        {
            return false;
        }

        var (ours, theirs) = await call.Again(
            [RegoString.Of(Signed().Replace(left.Value, "$1-a")), RegoString.Of(Signed().Replace(right.Value, "$1-a"))]);
        return ours.Agrees(theirs) && ours.Agrees(call.Ours);
    }

    /// <summary>Bits are shifted by more than 63 bits can count.</summary>
    public static bool IsFarShift(CallDifference call) =>
        call is { Name: "bits.rsh" or "bits.lsh", Arguments: [_, RegoNumber by] } && by.TryGetBigInteger(out var far)
            && far > long.MaxValue;

    /// <summary>Both fail, for operands of which one is of a wrong kind; with that one of the right kind both tell the other
    /// fault.</summary>
    public static async Task<bool> IsAnotherOperandAsync(CallDifference call)
    {
        if (!call.IsStrict || call.Ours.Kind != OutcomeKind.EvaluationError || call.Theirs.Kind != OutcomeKind.EvaluationError)
        {
            return false;
        }

        foreach (var (blaming, other) in new[] { (call.Ours, call.Theirs), (call.Theirs, call.Ours) })
        {
            if (WrongKind().Match(blaming.Detail) is not { Success: true } match
                || int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 1 is var index
                    && (index < 0 || index >= call.Arguments.Count))
            {
                continue;
            }

            var mended = call.Arguments.ToArray();
            mended[index] = OfKind(match.Groups[2].Value);
            var (ours, theirs) = await call.Again(mended);
            if (ours.Agrees(theirs) && ours.Agrees(other))
            {
                return true;
            }
        }

        return false;
    }

    // Texts that Rego and JSON write alike.
    private static RegoValue PlainTexts(RegoValue values) => ProgramChanges.Each(values, static one => one is RegoString text
        ? RegoString.Of(string.Concat(text.Value.Select(static letter => char.IsControl(letter) || letter > '\u007e' ? 'x' : letter)))
        : one);

    private static HashSet<RegoValue> WithoutReturns(RegoArray paths) =>
    [
        .. paths.Items.ToArray().Select(static path => path is RegoArray { Count: > 1 } nodes
            && nodes.Items[..^1].ToArray().Contains(nodes[nodes.Count - 1])
                ? RegoArray.Of(nodes.Items[..^1])
                : path),
    ];

    private static RegoValue OfKind(string kind) => kind switch
    {
        "string" => RegoString.Of("a"),
        "boolean" => RegoBoolean.True,
        "array" => RegoArray.Empty,
        "object" => RegoObject.Empty,
        "set" => RegoSet.Empty,
        "null" => RegoNull.Value,
        _ => RegoNumber.Of(1),
    };

    /// <summary>Whole numbers inside a collection, written in two ways: written in one, the engines agree, and this one says the
    /// same.</summary>
    public static async Task<bool> IsHowNumbersAreWrittenAsync(CallDifference call)
    {
        var plain = call.Arguments.Select(ProgramChanges.Plain).ToArray();
        if (!call.Arguments.Any(static argument => argument is RegoArray or RegoSet or RegoObject)
            || plain.Zip(call.Arguments).All(static pair => pair.First.ToString() == pair.Second.ToString()))
        {
            return false;
        }

        var (ours, theirs) = await call.Again(plain);
        return ours.Agrees(theirs) && Masked(ours.Text) == Masked(call.Ours.Text);
    }

    /// <summary>A text without its numbers.</summary>
    public static string Masked(string text) => Numbers().Replace(text, "#");

    /// <summary>Whether two texts differ in nothing but how equal numbers are written.</summary>
    public static bool AreEqualNumbers(string ours, string theirs) =>
        Masked(ours) == Masked(theirs) && Numbers().Matches(ours).Zip(Numbers().Matches(theirs)).All(static pair =>
            RegoNumber.TryParse(pair.First.Value, out var a) && RegoNumber.TryParse(pair.Second.Value, out var b) && a.CompareTo(b) == 0);

    private static bool IsRight(CallDifference call) =>
        ExactNumbers.Of(call.Name, call.Arguments) is not { } right
        || (call.OurValue is { } value && ExactNumbers.Integer(value) == right);

    // Both answers are the same text but for numbers, and each pair of those that differ is of the kind.
    private static bool SameButNumbers(CallDifference call, Func<string, string, bool> isOfKind) =>
        call.BothAnswer && Masked(call.Ours.Text) == Masked(call.Theirs.Text)
        && Numbers().Matches(call.Ours.Text).Zip(Numbers().Matches(call.Theirs.Text))
            .All(pair => pair.First.Value == pair.Second.Value || isOfKind(pair.First.Value, pair.Second.Value));

    private static bool IsZeros(string a, string b) => a.TrimStart('-') == b.TrimStart('-') && a.TrimStart('-').Trim('0', '.').Length == 0;

    // Members and keys are sorted by their text, so what differs in a letter may stand elsewhere: compared is the list of all letters.
    private static string Letters(string text) => string.Concat(text.Order());

    [GeneratedRegex(@"operand (\d+) must be (?:one of \{)?(?:integer )?(\w+)")]
    private static partial Regex WrongKind();

    [GeneratedRegex(@"([-.])-(?=\d)")]
    private static partial Regex Signed();

    [GeneratedRegex(@"(?<![\w.])\.\d")]
    private static partial Regex NumberWithoutZero();

    [GeneratedRegex(@"\.(\w+)")]
    private static partial Regex Fields();

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(\\\\x[0-9a-f]{2}|\ufffd|\\\\ufffd)+")]
    private static partial Regex Octets();

    [GeneratedRegex("""\\*"ExpectedTypeHasDefault\\*": ?false, ?""")]
    private static partial Regex Expected();
}
