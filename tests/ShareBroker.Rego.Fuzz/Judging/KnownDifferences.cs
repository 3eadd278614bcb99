using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>All differences that have a reason; <c>docs/rego-differences.md</c> is made of them.</summary>
internal static partial class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("Integers beyond 64 bits are exact",
            "OPA 1.4.2 computes with 64 bits of mantissa and loses the digits beyond; later versions compute integers exactly, and so does "
            + "this engine. A number differs by less than one part in 10^18 and is beyond 2^63.",
            "9223372036854775808 + 1",
            static difference => Done(SameButNumbers(difference, static (a, b) => IsClose(a, b)))),
        new("There is no negative zero in results",
            "OPA 1.4.2 gives -0 where a product or a rounding of nothing has a negative operand, and text made of it differs from 0. Here a "
            + "computed zero is 0; a -0 that is written stays as written.",
            "product([0, -2])",
            static difference => Done(SameButNumbers(difference, static (a, b) => a == b || IsClose(a, b) || IsZeros(a, b)))),
        new("Strings are text",
            "What decodes to octets that are no UTF-8 is a string of those octets in OPA, shown with \\x escapes by sprintf and as U+FFFD in "
            + "JSON. Strings are Unicode text here: such octets are U+FFFD from the start.",
            "sprintf(\"%v\", [[hex.decode(\"ff\")]])",
            static difference => Done(BothAnswer(difference) && difference.Ours.Text.Contains('\ufffd')
                && Letters(Octets().Replace(difference.Ours.Text, "?")) == Letters(Octets().Replace(difference.Theirs.Text, "?")))),
        new("What is made of octets differs with them",
            "The same as above, one step on: octets that were decoded and are then encoded, compared, counted or cut are U+FFFD here, and "
            + "strings.replace_n does not put anything between the octets of one letter.",
            "base64.encode(hex.decode(\"ff\"))",
            static difference => Done(OctetSource().IsMatch(difference.Text) && difference.Ours.Kind == OutcomeKind.Answer
                && difference.Theirs.Kind == OutcomeKind.Answer))
        {
            NeedsSmallProgram = true,
        },
        new("Remainders of integers beyond 64 bits are exact",
            "OPA 1.4.2 takes remainders with 64 bits alone: of 2^64 it says that it is zero. Here they are exact.",
            "7 % 18446744073709551616",
            static difference => Done(Remainder().IsMatch(difference.Text) && FarNumber().IsMatch(difference.Program.ToString())))
        {
            NeedsSmallProgram = true,
        },
        new("Equal numbers are one key however they are written",
            "A set with 1.0 has the member 1, and an object with the key 1.0 is asked for 1. OPA 1.4.2 finds it or not depending on how both "
            + "numbers are written.",
            "{1.0}[1]",
            static difference => Done(WholeDecimal().IsMatch(difference.Program.ToString())
                && difference.Ours.Kind == OutcomeKind.Answer && difference.Theirs.Kind == OutcomeKind.Answer))
        {
            NeedsSmallProgram = true,
        },
        new("Every waits for its collection",
            "When the collection of an every is a variable that a later expression of the body binds, and the block reads another variable of "
            + "the body, OPA 1.4.2 evaluates the every too early and finds nothing. Here the collection is bound first.",
            "p if { y := input.y; every x in w { x != y }; w = [1] }",
            static difference => Done(LateCollection().IsMatch(difference.Text)
                && difference.Ours.Kind == OutcomeKind.Answer && difference.Theirs.Kind == OutcomeKind.Answer))
        {
            NeedsSmallProgram = true,
        },
        new("A number is read into a number",
            "to_number of OPA 1.4.2 keeps texts such as \"1.\", \"+1\" or \".5\" as they are and then gives JSON that is none, or fails to give "
            + "any. Here the number is written as JSON wants it.",
            "to_number(\"1.\")",
            static difference => Done(difference.Theirs.Kind == OutcomeKind.Broken && difference.Ours.IsValue
                && difference.Text.Contains("to_number", StringComparison.Ordinal))),
        new("GraphQL documents have the members of a later version",
            "The suite of a later OPA wants ExpectedTypeHasDefault in the syntax tree of a value; OPA 1.4.2 does not have it.",
            "graphql.parse_query(\"{ a(b: 1) }\")",
            static difference => Done(BothAnswer(difference)
                && Expected().Replace(difference.Ours.Text, string.Empty) == difference.Theirs.Text)),
        new("GraphQL documents given as objects stay as they are",
            "OPA reads an object operand of graphql.parse into its own tree and drops what is no part of one. Here it is given back.",
            "graphql.parse({\"name\": 1}, {})",
            static difference => Done(GraphqlObject().IsMatch(difference.Text)
                && difference.Ours.Kind is OutcomeKind.Answer or OutcomeKind.EvaluationError
                && difference.Theirs.Kind is OutcomeKind.Answer or OutcomeKind.EvaluationError))
        {
            NeedsSmallProgram = true,
        },
        new("Of several faults another one is told",
            "With strict builtin errors the first fault ends the evaluation. Which of several is met first depends on the order in which "
            + "definitions and operands are tried, which neither engine promises. Both refuse.",
            "io.jwt.verify_hs256(\"x\", 1), strict",
            static difference => Done(difference.Program.IsStrict
                && difference.Ours.Kind == OutcomeKind.EvaluationError && difference.Theirs.Kind == OutcomeKind.EvaluationError)),
        new("With strict builtin errors a fault may be passed by",
            "An engine may stop at the first definition that answers, and OPA orders definitions by its index, so a builtin that fails in "
            + "another definition may not be called at all. Without strictness both give the same answer.",
            "p if json.unmarshal(\"1.\")\np if input.x == 1",
            static async difference =>
            {
                if (!difference.Program.IsStrict || !IsOneBuiltinFault(difference))
                {
                    return false;
                }

                var (ours, theirs) = await difference.Ask(difference.Only(isStrict: false));
                return ours.Agrees(theirs);
            })
        {
            NeedsSmallProgram = true,
        },
        new("A conflict may be passed by when one answer is enough",
            "A rule that needs no more than one value of another, or one definition that holds, is not evaluated further, so whether a rule "
            + "that conflicts with itself is met depends on the order of evaluation. Asked for everything both engines find the conflict.",
            "p := x if some x in [1, 2]\nq := 10 if y = p",
            static async difference =>
            {
                if (difference.Ours is { Kind: OutcomeKind.EvaluationError, Text: "eval_conflict_error" }
                    && difference.Theirs.Kind == OutcomeKind.Answer)
                {
                    var (_, whole) = await difference.Ask(difference.Only("x = data", isStrict: false));
                    return whole.Text.Contains("eval_conflict_error", StringComparison.Ordinal);
                }

                if (difference.Theirs is { Kind: OutcomeKind.EvaluationError, Text: "eval_conflict_error" }
                    && difference.Ours.Kind == OutcomeKind.Answer)
                {
                    var (whole, _) = await difference.Ask(difference.Only("x = data", isStrict: false));
                    return whole.Text.Contains("eval_conflict_error", StringComparison.Ordinal);
                }

                return false;
            }),
        new("Definitions are tried in another order",
            "OPA tries definitions that its index cannot sort before the others, so it may meet a conflict inside one while another, written "
            + "first, has the answer already. With the definitions in the opposite order this engine meets it too.",
            "p if input.x == 1\np if {x: y | x := \"k\"; y := input.list[_]}",
            static async difference =>
            {
                if (difference.Theirs is not { Kind: OutcomeKind.EvaluationError, Text: "eval_conflict_error" }
                    || difference.Ours.Kind != OutcomeKind.Answer)
                {
                    return false;
                }

                var turned = difference.Only() with { Modules = [.. difference.Program.Modules.Select(Reversed)] };
                var (ours, _) = await difference.Ask(turned);
                return ours.Text == "eval_conflict_error";
            })
        {
            NeedsSmallProgram = true,
        },
        new("Roundings of negative fractions",
            "OPA 1.4.2 rounds some negative fractions to the wrong side: ceil(-0.5) is 1, floor(-1 / 5) is 0. Here they are 0 and -1.",
            "floor(-1 / 5)",
            static difference => Done(Rounding().IsMatch(difference.Text)
                && SameButNumbers(difference, static (a, b) => int.TryParse(a, out var x) && int.TryParse(b, out var y)
                    && Math.Abs(x - y) <= 1)))
        {
            NeedsSmallProgram = true,
        },
        new("A template shows what is missing",
            "strings.render_template of OPA 1.4.2 fails when a key is missing; later versions, and this engine, show it as a missing value.",
            "strings.render_template(\"{{.a}}\", {})",
            static difference => Done(difference.Text.Contains("strings.render_template", StringComparison.Ordinal)
                && difference.Ours.Kind == OutcomeKind.Answer))
        {
            NeedsSmallProgram = true,
        },
        new("A decimal with more digits than 64 bits hold is no integer",
            "OPA 1.4.2 rounds it to 64 bits first and may then take it for one. Here its digits count.",
            "bits.xor(0, 10000000000000000000000.5)",
            static difference => Done(LongDecimal().IsMatch(difference.Program.ToString()) && difference.Ours.Kind != OutcomeKind.Broken
                && (difference.Ours.IsUndefined || difference.Ours.Kind == OutcomeKind.EvaluationError
                    || BothAnswer(difference))))
        {
            NeedsSmallProgram = true,
        },
        new("Of several modules another fault is told",
            "A server is given one module after the other and names the fault of the one that does not fit yet. Both refuse.",
            "# two modules, each with a fault",
            static difference => Done(difference.Program.Modules.Count > 1
                && difference.Ours.Kind == OutcomeKind.ModuleError && difference.Theirs.Kind == OutcomeKind.ModuleError)),
        new("A function that conflicts with itself may be passed by",
            "As above, for a function, which no document shows: here the conflict of a function that is called ends the evaluation, while OPA "
            + "had its answer from another definition and did not call it. Here is the side that refuses.",
            "f(x) := 1\nf(x) := x\np if f(2) == 1\np if true",
            static difference => Done(difference.Theirs.Kind == OutcomeKind.Answer
                && difference.Ours is { Kind: OutcomeKind.EvaluationError, Text: "eval_conflict_error" }
                && difference.Ours.Detail.Contains("functions must not produce multiple outputs", StringComparison.Ordinal)))
        {
            NeedsSmallProgram = true,
        },
        new("A number is no name of base data",
            "OPA looks a key up in base data by its text, so 0 finds what stands under \"0\". Here a number is a number.",
            "o[k] := v if some k, v in data.base\n\n# o[0] with the base data {\"0\": 1}",
            static difference => Done(difference.Ours.IsUndefined && difference.Theirs.IsValue && NumberStep().IsMatch(difference.Text)
                && NumberName().IsMatch(difference.Program.Data.ToString())))
        {
            NeedsSmallProgram = true,
        },
        new("Faults of a JSON document are told in another order",
            "json.match_schema of OPA tells what is wrong in the random order of a hash table; here it is the order of the document.",
            "json.match_schema({\"a\": 1, \"b\": 2}, {\"additionalProperties\": false})",
            static difference => Done(BothAnswer(difference) && difference.Text.Contains("json.match_schema", StringComparison.Ordinal)
                && Letters(difference.Ours.Text) == Letters(difference.Theirs.Text))),
        new("A variable inside a set does not become bound by its call",
            "OPA overlooks variables inside a set among the operands of a call that also names them as its result, and accepts the rule. Here it "
            + "is unsafe.",
            "p if is_array({x}, x)",
            static difference => Done(difference.Ours is { Kind: OutcomeKind.ModuleError, Text: "rego_unsafe_var_error" }
                && difference.Theirs.Kind == OutcomeKind.Answer && SetOperand().IsMatch(difference.Text)))
        {
            NeedsSmallProgram = true,
        },
        new("The reference engine breaks off",
            "OPA 1.4.2 closes the connection without an answer when io.jwt.decode_verify meets constraints, or graphql.parse a tree, that it did "
            + "not expect.",
            "io.jwt.decode_verify(\"x\", {0: true})",
            static difference => Done(difference.Theirs is { Kind: OutcomeKind.Broken, Text: "opa" }
                && (difference.Text.Contains("io.jwt.decode_verify", StringComparison.Ordinal) || GraphqlObject()
                    .IsMatch(difference.Text)))),
    ];

    /// <summary>The document that lists them.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("# How this engine differs from OPA 1.4.2\n\n");
        text.Append("Made from `tests/ShareBroker.Rego.Fuzz/Judging/KnownDifferences.cs`, which a test compares with this text. ");
        text.Append("The fuzzer runs generated\nprograms through both engines; whatever differs in another way than these fails it.\n");
        foreach (var known in All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {known.Name}\n\n{Wrapped(known.Reason)}\n\n```rego\n{known.Example}\n```\n");
        }

        return text.ToString();
    }

    private static string Wrapped(string sentence)
    {
        var lines = new StringBuilder();
        var column = 0;
        foreach (var word in sentence.Split(' '))
        {
            if (column > 0 && column + word.Length >= 138)
            {
                lines.Append('\n');
                column = 0;
            }

            lines.Append(column > 0 ? " " : string.Empty).Append(word);
            column += word.Length + 1;
        }

        return lines.ToString();
    }

    private static Node Reversed(Node node)
    {
        var children = node.Children.Select(Reversed);
        return node.With([.. node.Kind == NodeKind.List && node.Separator.Contains('\n') ? children.Reverse() : children]);
    }

    private static Task<bool> Done(bool explains) => Task.FromResult(explains);

    private static bool BothAnswer(Difference difference) => difference.Ours.IsValue && difference.Theirs.IsValue;

    private static bool IsOneBuiltinFault(Difference difference) =>
        (difference.Ours.Kind == OutcomeKind.EvaluationError && difference.Theirs.Kind == OutcomeKind.Answer
            && difference.Ours.Text is "eval_builtin_error" or "eval_type_error")
        || (difference.Theirs.Kind == OutcomeKind.EvaluationError && difference.Ours.Kind == OutcomeKind.Answer
            && difference.Theirs.Text is "eval_builtin_error" or "eval_type_error");

    // Both answers are the same text but for numbers, and each pair of those that differ is of the kind.
    private static bool SameButNumbers(Difference difference, Func<string, string, bool> isOfKind)
    {
        var (ours, theirs) = (Expected().Replace(difference.Ours.Text, string.Empty), difference.Theirs.Text);
        if (!BothAnswer(difference) || Numbers().Replace(ours, "#") != Numbers().Replace(theirs, "#"))
        {
            return false;
        }

        return Numbers().Matches(ours).Zip(Numbers().Matches(theirs))
            .All(pair => pair.First.Value == pair.Second.Value || isOfKind(pair.First.Value, pair.Second.Value));
    }

    private static bool IsZeros(string a, string b) => a.TrimStart('-') == b.TrimStart('-') && a.TrimStart('-').Trim('0', '.').Length == 0;

    private static bool IsClose(string a, string b)
    {
        if (!RegoNumber.TryParse(a, out var left) || !RegoNumber.TryParse(b, out var right)
            || !left.TryGetBigInteger(out var x) || !right.TryGetBigInteger(out var y))
        {
            return false;
        }

        return BigInteger.Abs(x) > long.MaxValue && BigInteger.Abs(x - y) * BigInteger.Pow(10, 18) <= BigInteger.Abs(x);
    }

    // Bindings are sorted by their text, so what differs in a letter may stand elsewhere: compared is the sorted list of all letters.
    private static string Letters(string text) => string.Concat(text.Order());

    [GeneratedRegex(@"(base64|base64url|hex|urlquery)\.decode|strings\.replace_n")]
    private static partial Regex OctetSource();

    [GeneratedRegex(@"\(\{(\w+)\}, \1\)")]
    private static partial Regex SetOperand();

    [GeneratedRegex(@"\[-?\d+\]")]
    private static partial Regex NumberStep();

    [GeneratedRegex("\"-?\\d+\": ")]
    private static partial Regex NumberName();

    [GeneratedRegex(@"\b(floor|ceil|round)\(")]
    private static partial Regex Rounding();

    [GeneratedRegex(@"\d{19,}\.\d|\.\d{19,}")]
    private static partial Regex LongDecimal();

    [GeneratedRegex(@"%|\brem\(")]
    private static partial Regex Remainder();

    [GeneratedRegex(@"\d{19}|[eE]\+?(19|[2-9]\d|\d{3})")]
    private static partial Regex FarNumber();

    [GeneratedRegex(@"\d\.0+\b|\d[eE]\d")]
    private static partial Regex WholeDecimal();

    [GeneratedRegex(@"every (?:\w+, )?\w+ in (\w+) \{.*\b\1 :?= |every (?:\w+, )?\w+ in (\w+) \{.* :?= \2\b")]
    private static partial Regex LateCollection();

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(\\\\x[0-9a-f]{2}|\ufffd|\\\\ufffd)+")]
    private static partial Regex Octets();

    [GeneratedRegex("""\\*"ExpectedTypeHasDefault\\*": ?false, ?""")]
    private static partial Regex Expected();

    [GeneratedRegex(@"graphql\.(parse|parse_and_verify|is_valid|schema_is_valid)\(")]
    private static partial Regex GraphqlObject();
}
