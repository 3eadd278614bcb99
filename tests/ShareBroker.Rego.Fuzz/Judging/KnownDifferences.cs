using System.Globalization;
using System.Text;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>All differences that have a reason; <c>docs/rego-differences.md</c> is made of them.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("Integers beyond 64 bits are exact",
            "OPA 1.4.2 computes with 64 bits of mantissa and loses the digits beyond; later versions compute integers exactly, and so does "
            + "this engine. A number differs by less than one part in 10^18 and is beyond 2^63.",
            "9223372036854775808 + 1")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsExactHere(call)),
        },
        new("There is no negative zero in results",
            "OPA 1.4.2 gives -0 where a product or a rounding of nothing has a negative operand, and text made of it differs from 0. Here a "
            + "computed zero is 0; a -0 that is written stays as written.",
            "product([0, -2])")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsSignOfZero(call)),
        },
        new("Strings are text",
            "What decodes to octets that are no UTF-8 is a string of those octets in OPA, shown with \\x escapes by sprintf and as U+FFFD in "
            + "JSON. Strings are Unicode text here: such octets are U+FFFD from the start, also "
            + "when they are encoded, compared, counted or cut later.",
            "sprintf(\"%v\", [[hex.decode(\"ff\")]])")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsOctets(call)),
        },
        new("Nothing comes between the octets of a letter",
            "The same as above: strings.replace_n of OPA replaces the empty text at every octet, here at every letter.",
            "strings.replace_n({\"\": \"-\"}, \"\u00e9\")")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsInsideLetters(call)),
        },
        new("Remainders, bits and digits of integers beyond 64 bits are exact",
            "OPA 1.4.2 takes remainders with 64 bits alone: of 2^64 it says that it is zero; the lowest bits of a longer integer, and its "
            + "digits in another base, are zero there. Here they are exact.",
            "7 % 18446744073709551616")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsPartOfLongInteger(call)),
        },
        new("Equal numbers are one key however they are written",
            "A set with 1.0 has the member 1, and an object with the key 1.0 is asked for 1. OPA 1.4.2 finds it or not depending on how both "
            + "numbers are written, and may keep another one of equal members.",
            "{1.0}[1]")
        {
            OfCall = CallReasons.IsHowNumbersAreWrittenAsync,
            OfProgram = ProgramReasons.IsHowNumbersAreWrittenAsync,
        },
        new("A member of a set is its own key",
            "Later versions find a member of a set by key and value when both are that member, as some k, v in a set gives it, and so does "
            + "this engine; OPA 1.4.2, and this engine in modules of before OPA 1.0, find nothing.",
            "1, 1 in {1}")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsMemberByItself(call)),
        },
        new("A path does not come back to where it was",
            "Later versions end a path of graph.reachable_paths before a node that it has already, and so does this engine; OPA 1.4.2 may put "
            + "that node at the end once more.",
            "graph.reachable_paths({\"a\": {\"a\"}}, {\"a\"})")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsPathWithoutReturn(call)),
        },
        new("Every waits for its collection",
            "When the collection of an every is a variable that a later expression of the body binds, and the block reads another variable of "
            + "the body, OPA 1.4.2 evaluates the every too early and finds nothing. Here the collection is bound first.",
            "p if { y := input.y; every x in w { x != y }; w = [1] }")
        {
            OfProgram = ProgramReasons.IsEveryTooEarlyAsync,
        },
        new("A number is read into a number",
            "to_number of OPA 1.4.2 keeps texts such as \"1.\", \"+1\" or \".5\" as they are and then gives JSON that is none, or fails to give "
            + "any. Here the number is written as JSON wants it.",
            "to_number(\"1.\")")
        {
            OfCall = CallReasons.IsNumberTextAsync,
        },
        new("GraphQL documents have the members of a later version",
            "The suite of a later OPA wants ExpectedTypeHasDefault in the syntax tree of a value; OPA 1.4.2 does not have it.",
            "graphql.parse_query(\"{ a(b: 1) }\")")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsLaterMember(call)),
        },
        new("GraphQL documents given as objects stay as they are",
            "OPA reads an object operand of graphql.parse into its own tree and drops what is no part of one. Here it is given back.",
            "graphql.parse({\"name\": 1}, {})")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsGraphqlObject(call)),
        },
        new("Of several faults another one is told",
            "With strict builtin errors the first fault ends the evaluation. Which of several is met first depends on the order in which "
            + "definitions and operands are tried, which neither engine promises. Both refuse.",
            "io.jwt.verify_hs256(\"x\", 1), strict")
        {
            OfCall = CallReasons.IsAnotherOperandAsync,
            OfProgram = ProgramReasons.IsAnotherFaultAsync,
        },
        new("With strict builtin errors a fault may be passed by",
            "An engine may stop at the first definition that answers, and OPA orders definitions by its index, so a builtin that fails in "
            + "another definition may not be called at all. Without strictness both give the same answer.",
            "p if json.unmarshal(\"1.\")\np if input.x == 1")
        {
            OfProgram = ProgramReasons.IsFaultPassedByAsync,
        },
        new("A conflict may be passed by when one answer is enough",
            "A rule that needs no more than one value of another, or one definition that holds, is not evaluated further, so whether a rule "
            + "that conflicts with itself is met depends on the order of evaluation. Asked for everything both engines find the conflict.",
            "p := x if some x in [1, 2]\nq := 10 if y = p")
        {
            OfProgram = ProgramReasons.IsConflictPassedByAsync,
        },
        new("A body that holds is not asked again because of an else",
            "When the value cannot change, one way in which a body holds is enough. OPA looks for all of them when an else follows, and so it "
            + "may meet a conflict in a way that cannot matter. Without the else neither engine meets it.",
            "p := 1 if { some x in [[], [1]]; every y in x { {\"k\": z | some z in [2, 3]}; y } } else := 4")
        {
            OfProgram = ProgramReasons.IsMoreThanOneWayAsync,
        },
        new("Definitions are tried in another order",
            "OPA tries definitions that its index cannot sort before the others, so it may meet a conflict inside one while another, written "
            + "first, has the answer already; or the other way round. It also asks for the members of a written set in an order of its own, and "
            + "for the entries of an object in that of their keys. With the definitions, members or entries in the other order the other engine "
            + "meets it too, or neither does.",
            "p if input.x == 1\np if {x: y | x := \"k\"; y := input.list[_]}")
        {
            OfProgram = ProgramReasons.IsOrderOfDefinitionsAsync,
        },
        new("Roundings of negative fractions",
            "OPA 1.4.2 rounds some negative fractions to the wrong side: ceil(-0.5) is 1, floor(-1 / 5) is 0. Here they are 0 and -1.",
            "floor(-1 / 5)")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsRounding(call)),
        },
        new("A template shows what is missing",
            "strings.render_template of OPA 1.4.2 fails when a key is missing; later versions, and this engine, show it as a missing value.",
            "strings.render_template(\"{{.a}}\", {})")
        {
            OfCall = CallReasons.IsMissingInTemplateAsync,
        },
        new("A template takes any text",
            "strings.render_template of OPA writes the values in Rego's notation and reads them as JSON, which fails for control characters "
            + "that JSON writes in another way. Here the values are taken as they are.",
            "strings.render_template(\"a\", {\"b\": \"\\u001f\"})")
        {
            OfCall = CallReasons.IsNoJsonInTemplateAsync,
        },
        new("A decimal with more digits than 64 bits hold is no integer",
            "OPA 1.4.2 rounds it to 64 bits first and may then take it for one. Here its digits count.",
            "bits.xor(0, 10000000000000000000000.5)")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsLongFraction(call)),
        },
        new("Dates do not wrap round",
            "time.add_date of OPA adds years, months and days in 64 bits that wrap round, so that adding far too many may end in some date of "
            + "today. Here it fails.",
            "time.add_date(0, 0, -9223372036854775808, 0)")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsDateBeyondTime(call)),
        },
        new("Of several modules another fault is told",
            "A server is given one module after the other and names the fault of the one that does not fit yet. Both refuse.",
            "# two modules, each with a fault")
        {
            OfProgram = ProgramReasons.IsFaultOfAnotherModuleAsync,
        },
        new("A written collection is a value before it is read",
            "OPA 1.4.2 goes through the members of a written set or object before it knows what they are, so of two that turn out to be equal "
            + "it finds both. Here a set has no member twice and an object no key.",
            "p := [1 | some x in {\"a\", input.a}]")
        {
            OfProgram = ProgramReasons.IsCollectionReadUnmadeAsync,
        },
        new("A shift is as far as it says",
            "OPA 1.4.2 takes how far bits.rsh and bits.lsh shift modulo 2^64. Here what is shifted further right is gone, and further left "
            + "it is longer than a number may be.",
            "bits.rsh(5, 18446744073709551616)")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsFarShift(call)),
        },
        new("Faults of a JSON document are told in another order",
            "json.match_schema of OPA tells what is wrong in the random order of a hash table; here it is the order of the document.",
            "json.match_schema({\"a\": 1, \"b\": 2}, {\"additionalProperties\": false})")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsOrderOfFaults(call)),
            OfProgram = ProgramReasons.IsOrderOfSchemaErrorsAsync,
        },
        new("A pattern in a schema counts",
            "OPA 1.4.2 reads the keyword pattern of a JSON schema and forgets it: every text matches, and one that is no expression is no "
            + "fault. Here a text must match, as the drafts of JSON Schema say.",
            "json.match_schema({\"a\": \"x\"}, {\"properties\": {\"a\": {\"pattern\": \"y\"}}})")
        {
            OfCall = CallReasons.IsPatternOfSchemaAsync,
        },
        new("A hyphen makes a word of an identifier",
            "Semantic Versioning compares identifiers of digits alone as numbers. OPA reads a hyphen before digits as a sign; here such an "
            + "identifier is a word.",
            "semver.compare(\"1.0.0--1\", \"1.0.0-0\")")
        {
            OfCall = CallReasons.IsSignedIdentifierAsync,
        },
        new("A variable inside a set does not become bound by its call",
            "OPA overlooks variables inside a set, or among the keys of an object, among the operands of a call that also names them as its "
            + "result, and accepts the rule. Here it is unsafe.",
            "p if is_array({x}, x)")
        {
            OfProgram = ProgramReasons.IsVariableInASetAsync,
        },
        new("A number may stand in the path of a document",
            "Where rules of a package stand beside, OPA 1.4.2 refuses a number in its place, or breaks off, if it happens to look at them "
            + "first. Here the text of the number names the document, as it does in base data.",
            "p := data.a[5]\nq := 1")
        {
            OfProgram = ProgramReasons.IsNumberInAPathAsync,
        },
        new("A keyword may begin a reference",
            "Newer versions of OPA read keywords as names in references, and so does this engine; OPA 1.4.2 does not read them.",
            "true[x] { x = 1 }")
        {
            OfCall = CallReasons.IsKeywordInModuleAsync,
            OfProgram = ProgramReasons.IsKeywordAsNameAsync,
        },
        new("What an every declares may be made of the outer variable of its name",
            "In a comprehension x := x + 1 reads the x outside. OPA 1.4.2 finds it unsafe in the body of an every when no := declared it "
            + "outside. Here both bodies are read alike.",
            "p if { x = 2; every y in [1] { x := x + 1; y != x } }")
        {
            OfProgram = ProgramReasons.IsDeclaredAndReadAsync,
        },
        new("What stands in for a function must hold",
            "Where a rule stands in for a function and a body only asks whether the call holds, OPA 1.4.2 takes it as holding even when the "
            + "rule is undefined or false. Here it holds when the rule does, as it does for both where the value is read.",
            "q := false\nf(x) := x\np if { f(1) with f as q }")
        {
            OfProgram = ProgramReasons.IsReplacedAndOnlyAskedAsync,
        },
        new("A comprehension makes no other variable safe",
            "OPA forgets which variables of an expression are unsafe when a comprehension in it reads a variable of the body, and accepts the "
            + "rule. Here it is unsafe.",
            "p if { x := {}; json.patch(y, [z | z = x.z]) }")
        {
            OfProgram = ProgramReasons.IsVariableBesideAComprehensionAsync,
        },
        new("A query is read as a body is",
            "The server of OPA 1.4.2 takes some queries for a rule without a module and refuses them; opa eval, and this engine, read them as "
            + "the body of a rule, in which both agree.",
            "x := (1, \"foo\" in 1)")
        {
            OfProgram = ProgramReasons.IsUnreadQueryAsync,
        },
        new("The reference engine breaks off",
            "OPA 1.4.2 closes the connection without an answer when io.jwt.decode_verify meets constraints, or graphql.parse a tree, that it did "
            + "not expect, when json.patch moves the same member of a set twice, and when json.match_schema meets a number beyond a double.",
            "io.jwt.decode_verify(\"x\", {0: true})")
        {
            OfCall = static call => Task.FromResult(CallReasons.IsBrokenOff(call)),
        },
    ];

    /// <summary>The document that lists them.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("# How this engine differs from OPA 1.4.2\n\n");
        text.Append("Made from `tests/ShareBroker.Rego.Fuzz/Judging/KnownDifferences.cs`, which a test compares with this text. ");
        text.Append("The fuzzer runs generated\nprograms through both engines; whatever differs in another way than these fails it.\n\n");
        text.Append(
            Wrapped("A reason counts only where it proves itself. Every call of a builtin that a program makes is asked of both engines "
            + "alone; where the answers to some differ, each in a way listed here, a table answers those calls for both, and then the engines "
            + "must agree on the whole program. Other reasons change the one thing that they are about, and then the engines must agree."))
            .Append('\n');
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
}
