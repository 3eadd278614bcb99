namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Terms that make a builtin do something, by its name and the place of the argument.</summary>
internal static class LikelyArguments
{
    private static readonly string[] Patterns =
    [
        "\"a+\"", "`^[a-z]+$`", "`\\d+`", "`(a)(b)?`", "`(?P<n>\\w+)`", "`a|b`", "`.`", "`x*`", "`[[:alpha:]]+`", "`\\pL+`", "`(?i)ABC`",
            "`^$`",
        "`a{2,3}`", "`\\bfoo\\b`", "`[^/]+`", "`(?s).*`", "`\\Qa.b\\E`", "`[`", "`(?U)a+`", "`^/api/(v\\d)/(.*)$`", "\"\"", "`\\s`",
            "`(?m)^a$`",
        "`(a*)*`", "`\\x{e9}`", "`(?:foo|bar)+`", "`[a-c&&b]`", "`a**`", "`(?=a)`", "`\\W`", "`[^\\d]`", "`(|a)b`", "`\\z`", "`a?`",
            "`b??`",
    ];

    private static readonly string[] Subjects =
    [
        "\"a\"", "\"abc\"", "\"foo bar\"", "\"aaa\"", "\"a1b22\"", "\"/api/v1/users\"", "\"\"", "\"ABC\"", "\"a.b\"", "\"é日本\"",
            "\"a\\nb\"",
        "\"foobar\"", "\"\\u0000a\"", "\"😀a\"", "\"10.0.0.1\"", "\"aab\"", "\"x_y-z\"",
    ];

    private static readonly string[] Globs =
    [
        "\"*\"", "\"**\"", "\"a.*\"", "\"*.b.c\"", "\"a?c\"", "\"{a,b}.c\"", "\"[abc]*\"", "\"[!a]bc\"", "\"a/**\"", "\"/api/*/users\"",
            "\"\"",
        "\"a\\\\*\"", "\"[a-c]\"", "\"{a*,**}\"", "\"*.com\"", "\"[\"", "\"{a\"", "\"é*\"",
    ];

    private static readonly string[] Moments =
    [
        "0", "1", "-1", "1700000000000000000", "1609459200000000000", "951782400123456789", "-62135596800000000000", "9223372036854775807",
        "1e18", "[1700000000000000000, \"Europe/Paris\"]", "[1609459200000000000, \"America/New_York\"]", "[0, \"UTC\"]", "[0, \"\"]",
        "[1616893200000000000, \"Europe/Berlin\"]", "[0, \"No/Where\"]", "1.5",
    ];

    private static readonly string[] Times =
    [
        "\"2021-01-01T00:00:00Z\"", "\"2023-11-05T01:30:00.123456789-05:00\"", "\"1969-12-31T23:59:59Z\"", "\"2021-13-01T00:00:00Z\"",
        "\"2024-02-29\"", "\"Mon, 02 Jan 2006 15:04:05 MST\"", "\"2006-01-02 15:04:05\"", "\"\"", "\"9999-12-31T23:59:59Z\"",
        "\"2021-01-01T00:00:00\"", "\"2021-01-01t00:00:00z\"",
    ];

    private static readonly string[] Layouts =
    [
        "\"2006-01-02T15:04:05Z07:00\"", "\"2006-01-02\"", "\"RFC3339\"", "\"RFC1123\"", "\"2006-01-02 15:04:05\"", "\"Jan _2 2006\"",
        "\"15:04:05.000\"", "\"Kitchen\"", "\"\"", "\"RFC3339Nano\"", "\"ANSIC\"",
    ];

    private static readonly string[] Units =
    [
        "\"1\"", "\"10K\"", "\"10Ki\"", "\"1.5M\"", "\"2Gi\"", "\"100m\"", "\"1e3\"", "\"\"", "\"K\"", "\"1 K\"", "\"-1\"", "\"1kb\"",
            "\"1KiB\"",
        "\"5MB\"", "\"0.5GiB\"", "\"1E\"", "\"1Ei\"", "\"1P\"", "\"1.1.1\"", "\"3TB\"", "\"10mb\"", "\"1n\"", "\"1E2\"",
            "\"12345678901234567890\"",
    ];

    private static readonly string[] Versions =
    [
        "\"1.0.0\"", "\"1.2.3\"", "\"1.2.3-alpha\"", "\"1.2.3-alpha.1\"", "\"1.2.3+build\"", "\"v1.0.0\"", "\"1.0\"", "\"10.2.0\"", "\"\"",
        "\"1.2.3-beta.11\"", "\"01.0.0\"", "\"1.0.0-\"", "\"1.0.0-alpha.beta\"",
    ];

    private static readonly string[] Networks =
    [
        "\"10.0.0.0/8\"", "\"10.1.0.0/16\"", "\"192.168.0.0/24\"", "\"192.168.0.1\"", "\"10.0.0.1\"", "\"2001:db8::/32\"",
            "\"2001:db8::1\"",
        "\"0.0.0.0/0\"", "\"10.0.0.5/30\"", "\"10.0.0.0/33\"", "\"x\"", "\"::ffff:10.0.0.1\"", "\"192.168.0.128/25\"", "\"fe80::1/64\"",
    ];

    private static readonly string[] JsonTexts =
    [
        "\"{}\"", "`{\"a\": [1, 2.50, null]}`", "`[1, 1e400, -0]`", "`\"x\"`", "`{\"a\": 1, \"a\": 2}`", "`{`", "`1 2`", "\"\"",
            "`[\"\\ud800\"]`",
        "`{\"b\": {\"c\": true}}`", "` [ ] `", "`01`", "`1.`", "`\"\\u00e9\"`", "`nul`", "`[1,]`", "`12345678901234567890`", "`1E5`",
    ];

    private static readonly string[] Yamls =
    [
        "\"a: 1\"", "\"a: yes\\nb: no\"", "\"- 1\\n- x\"", "`{a: [1, 2]}`", "\"a: 0x1F\"", "\"a: ~\"", "\"a: 'q'\"",
            "\"a:\\n  b: 1.50\"", "\"\"",
        "\"a: b: c\"", "\"&x a: 1\"", "\"a: |\\n  text\\n  more\"", "\"2021-01-01\"", "\"a: 1e3\"", "\"1: x\"", "\"true: y\"",
            "\"a: on\"", "\"a: .5\"",
        "\"a: 012\"", "\"a: \\\"\\\\u00e9\\\"\"", "\"--- a\"", "\"a: !!str 1\"", "\"[\"", "\"a: &x [1]\\nb: *x\"",
    ];

    private static readonly string[] Formats =
    [
        "\"%v\"", "\"%s\"", "\"%d\"", "\"%5d|%-5d|\"", "\"%05.1f\"", "\"%x\"", "\"%q\"", "\"%v %v\"", "\"%%\"", "\"%t\"", "\"%e\"",
            "\"%g\"", "\"%T\"",
        "\"%+d\"", "\"%08.3f\"", "\"%c\"", "\"%U\"", "\"%o\"", "\"%b\"", "\"%X\"", "\"%[2]v %[1]v\"", "\"%!\"", "\"%\"", "\"%z\"",
            "\"% x\"", "\"%#v\"", "\"%.2s\"",
        "\"%10s|\"", "\"%-10s|\"", "\"no verbs\"", "\"%*d\"", "\"%+q\"", "\"%#x\"", "\"%6.2f%%\"",
    ];

    private static readonly string[] FormatValues =
    [
        "[1]", "[\"a\"]", "[1.5]", "[true]", "[null]", "[[1, \"a\"]]", "[{\"a\": {1}}]", "[1, 2]", "[]", "[\"é\"]",
            "[12345678901234567890]", "[-3]",
        "[\"a\", \"b\"]", "[1e3]", "[65]", "[set()]", "[2.0]", "[0.1]", "[\"\"]",
    ];

    private static readonly string[] Paths =
    [
        "[\"a\"]", "[\"a/b\"]", "[\"a/0\", \"c\"]", "{\"b\"}", "[]", "[[\"a\", \"b\"]]", "[\"/a\"]", "[\"a~1b\"]", "[\"\"]",
            "{[\"a\"], \"b/c\"}", "[\"a/b/c/d\"]",
        "[[\"a\", 0]]", "[\"x\"]",
    ];

    private static readonly string[] Documents =
    [
        "{\"a\": {\"b\": {\"c\": 1}, \"d\": [1, 2, 3]}, \"b\": 2}", "{\"a\": [{\"b\": 1}, {\"c\": 2}]}", "{}",
            "{\"a/b\": 1, \"c\": {\"a\": 1}}",
        "{\"a\": 1, \"b\": {\"c\": [1, {\"d\": 2}]}}", "{\"\": 1}", "{\"a\": {1, 2}}", "{\"a\": {\"0\": \"x\"}}",
    ];

    private static readonly string[] Patches =
    [
        "[{\"op\": \"add\", \"path\": \"/x\", \"value\": 1}]", "[{\"op\": \"remove\", \"path\": \"/a\"}]",
            "[{\"op\": \"replace\", \"path\": \"a/b\", \"value\": [1]}]",
        "[{\"op\": \"move\", \"from\": \"/a\", \"path\": \"/z\"}]", "[{\"op\": \"copy\", \"from\": \"a\", \"path\": \"y\"}]",
            "[{\"op\": \"test\", \"path\": \"/b\", \"value\": 2}]",
        "[{\"op\": \"add\", \"path\": \"/a/d/-\", \"value\": 4}]",
            "[{\"op\": \"add\", \"path\": [\"a\", \"n\"], \"value\": {\"k\": 1}}]", "[{\"op\": \"nope\", \"path\": \"/a\"}]", "[]",
        "[{\"op\": \"remove\", \"path\": \"/nowhere\"}]", "[{\"op\": \"add\", \"path\": \"\", \"value\": 7}]",
            "[{\"op\": \"add\", \"path\": \"/a/d/1\", \"value\": 9}]",
        "[{\"op\": \"add\", \"path\": \"/a/d/9\", \"value\": 9}]",
            "[{\"op\": \"remove\", \"path\": \"/a/d/0\"}, {\"op\": \"add\", \"path\": \"/b\", \"value\": null}]",
    ];

    private static readonly string[] Graphs =
    [
        "{\"a\": [\"b\", \"c\"], \"b\": [\"d\"], \"c\": {\"d\"}, \"d\": []}", "{\"a\": {\"a\"}}", "{\"a\": [\"b\"], \"b\": [\"a\"]}",
            "{}", "{1: [2], 2: [3, 1]}", "{\"a\": [\"zz\"]}",
    ];

    private static readonly string[] Encoded =
    [
        "\"aGVsbG8=\"", "\"aGVsbG8\"", "\"_-8=\"", "\"+/8=\"", "\"\"", "\"!\"", "\"YQ==\"", "\"YQ\"", "\"Y Q==\"", "\"/w==\"",
            "\"68656c6c6f\"", "\"6\"", "\"FF\"", "\"zz\"", "\"YQ=\\n=\"",
    ];

    private static readonly string[] Queries =
    [
        "\"a=1&b=2\"", "\"a=1&a=2\"", "\"a%20b\"", "\"a+b\"", "\"%zz\"", "\"\"", "\"a\"", "\"=x\"", "\"a=1;b=2\"", "\"é=ü\"",
            "\"%C3%A9\"", "\"a&b=&c\"", "\"%\"",
    ];

    private static readonly string[] Uuids =
    [
        "\"550e8400-e29b-41d4-a716-446655440000\"", "\"urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8\"",
            "\"{00000000-0000-4000-8000-000000000000}\"",
        "\"6ba7b8109dad11d180b400c04fd430c8\"", "\"x\"", "\"1ec9414c-232a-6b00-b3c8-9e6bdeced846\"",
            "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\"",
        "\"000003e8-3a9c-21ec-9a00-325096b39f47\"",
    ];

    private static readonly string[] Whole = ["0", "1", "2", "3", "-1", "5", "10", "-5", "255", "64", "1.0", "1.5", "1024"];

    private static readonly Dictionary<string, string[][]> ByName = new(StringComparer.Ordinal)
    {
        ["regex.is_valid"] = [Patterns],
        ["regex.match"] = [Patterns, Subjects],
        ["regex.split"] = [Patterns, Subjects],
        ["regex.find_n"] = [Patterns, Subjects, Whole],
        ["regex.find_all_string_submatch_n"] = [Patterns, Subjects, Whole],
        ["regex.replace"] = [Subjects, Patterns, ["\"x\"", "\"$1\"", "\"${n}\"", "\"$$\"", "\"$1x\"", "\"\"", "\"\\\\1\"", "\"$0-\""]],
        ["regex.globs_match"] = [["\"a*\"", "\"[a-c]+\"", "\"a.b\"", "\".*\"", "\"x\"", "\"[0-9]+\""],
            ["\"b*\"", "\"a+\"", "\"abc\"", "\".\"", "\"x[a-z]\""]],
        ["regex.template_match"] = [["\"a{.*}b\"", "\"urn:{[a-z]+}\"", "\"{}\"", "\"plain\"", "\"a{b\""],
            ["\"axb\"", "\"urn:foo\"", "\"plain\"", "\"\""], ["\"{\""], ["\"}\""]],
        ["glob.match"] = [Globs, ["[]", "[\".\"]", "[\"/\"]", "null", "[\":\", \".\"]", "[\"ab\"]"],
            ["\"a.b.c\"", "\"abc\"", "\"a/b/c\"", "\"/api/v1/users\"", "\"\"", "\"a\"", "\"a*\"", "\"x.com\"", "\"éa\""]],
        ["time.format"] = [[.. Moments, "[1700000000000000000, \"UTC\", \"RFC1123Z\"]", "[0, \"Asia/Tokyo\", \"2006-01-02 15:04 MST\"]",
            "[0, \"UTC\", \"\"]"]],
        ["time.date"] = [Moments],
        ["time.clock"] = [Moments],
        ["time.weekday"] = [Moments],
        ["time.diff"] = [Moments, Moments],
        ["time.add_date"] = [["0", "1700000000000000000", "951782400000000000", "-1", "1e18"], Whole, Whole, Whole],
        ["time.parse_ns"] = [Layouts, Times],
        ["time.parse_rfc3339_ns"] = [Times],
        ["time.parse_duration_ns"] = [["\"1h\"", "\"1h30m\"", "\"-1.5s\"", "\"100ms\"", "\"1us\"", "\"1µs\"", "\"\"", "\"1\"", "\"1d\"",
            "\".5h\"", "\"0\"", "\"9999999h\""]],
        ["units.parse"] = [Units],
        ["units.parse_bytes"] = [Units],
        ["semver.compare"] = [Versions, Versions],
        ["semver.is_valid"] = [Versions],
        ["net.cidr_contains"] = [Networks, Networks],
        ["net.cidr_intersects"] = [Networks, Networks],
        ["net.cidr_is_valid"] = [Networks],
        ["net.cidr_expand"] = [["\"10.0.0.0/30\"", "\"192.168.1.5/29\"", "\"10.0.0.1/32\"", "\"x\"", "\"2001:db8::/126\""]],
        ["net.cidr_merge"] = [["[\"10.0.0.0/9\", \"10.128.0.0/9\"]", "{\"192.168.0.0/24\", \"192.168.1.0/24\"}", "[\"10.0.0.1\"]", "[]",
            "[\"x\"]", "[\"10.0.0.0/8\", \"10.1.0.0/16\", \"2001:db8::/32\"]"]],
        ["net.cidr_contains_matches"] = [[.. Networks, "[\"10.0.0.0/8\", \"192.168.0.0/16\"]", "{\"a\": \"10.0.0.0/8\"}",
            "[[\"10.0.0.0/8\", 1]]"], ["\"10.0.0.1\"", "{\"10.1.1.1\", \"192.168.0.1\"}", "{\"x\": \"10.2.0.0/16\"}",
                "[[\"10.0.0.1\", \"t\"]]"]],
        ["json.unmarshal"] = [JsonTexts],
        ["json.is_valid"] = [JsonTexts],
        ["yaml.unmarshal"] = [[.. Yamls, .. JsonTexts]],
        ["yaml.is_valid"] = [[.. Yamls, .. JsonTexts]],
        ["sprintf"] = [Formats, FormatValues],
        ["json.filter"] = [Documents, Paths],
        ["json.remove"] = [Documents, Paths],
        ["json.patch"] = [Documents, Patches],
        ["json.marshal_with_options"] = [Documents, ["{\"pretty\": true}", "{\"indent\": \"  \"}", "{\"prefix\": \">\"}", "{}",
            "{\"pretty\": false, \"indent\": \" \"}", "{\"x\": 1}", "{\"pretty\": 1}"]],
        ["object.get"] = [Documents, ["\"a\"", "\"zz\"", "[\"a\", \"b\"]", "[\"a\", \"d\", 0]", "[]", "[\"a\", \"zz\"]", "1"]],
        ["object.remove"] = [Documents, ["[\"a\"]", "{\"b\"}", "{\"a\": 1}", "[]", "[[1]]"]],
        ["object.filter"] = [Documents, ["[\"a\"]", "{\"b\"}", "{\"a\": 1}", "[]"]],
        ["object.subset"] = [Documents, [.. Documents, "{\"b\": 2}", "{\"a\": {\"d\": [1, 2, 3]}}"]],
        ["object.union"] = [Documents, Documents],
        ["graph.reachable"] = [Graphs, ["[\"a\"]", "{\"a\", \"b\"}", "[]", "[\"q\"]", "[1]"]],
        ["graph.reachable_paths"] = [["{\"a\": [\"b\", \"c\"], \"b\": [\"d\"], \"c\": {\"d\"}, \"d\": []}", "{}",
            "{1: [2], 2: [3], 3: []}", "{\"a\": [\"zz\"]}"], ["[\"a\"]", "{\"a\", \"b\"}", "[]", "[\"q\"]", "[1]"]],
        ["base64.decode"] = [Encoded],
        ["base64.is_valid"] = [Encoded],
        ["base64url.decode"] = [Encoded],
        ["hex.decode"] = [Encoded],
        ["urlquery.decode"] = [Queries],
        ["urlquery.decode_object"] = [Queries],
        ["uuid.parse"] = [Uuids],
        ["format_int"] = [[.. Whole, "3.7", "-3.7", "12345678901234567890"], ["2", "8", "10", "16", "16", "3", "36"]],
        ["to_number"] = [["\"1\"", "\"1.50\"", "\"-0\"", "\"1e5\"", "\"x\"", "\"\"", "true", "null", "\" 1\"", "\"0x1\"", "\"Inf\"",
            "\"1.\"", "12", "\"12345678901234567890\""]],
        ["substring"] = [Subjects, Whole, Whole],
        ["array.slice"] = [["[1, 2, 3, 4]", "[]", "[\"a\"]"], Whole, Whole],
        ["indexof"] = [Subjects, ["\"a\"", "\"b\"", "\"\"", "\"zz\"", "\"é\""]],
        ["indexof_n"] = [Subjects, ["\"a\"", "\"b\"", "\"\"", "\"zz\"", "\"aa\""]],
        ["strings.count"] = [Subjects, ["\"a\"", "\"b\"", "\"\"", "\"zz\""]],
        ["split"] = [Subjects, ["\"a\"", "\".\"", "\"\"", "\" \"", "\"/\""]],
        ["replace"] = [Subjects, ["\"a\"", "\"\"", "\"foo\""], ["\"x\"", "\"\"", "\"aa\""]],
        ["strings.replace_n"] = [["{\"a\": \"b\", \"b\": \"c\"}", "{}", "{\"\": \"x\"}", "{\"foo\": \"\", \"f\": \"g\"}",
            "{\"aa\": \"1\", \"a\": \"2\"}"], Subjects],
        ["providers.aws.sign_req"] = [["{\"method\": \"get\", \"url\": \"https://example.com/a?b=c\"}"],
            ["{\"aws_access_key\": \"k\", \"aws_secret_access_key\": \"s\", \"aws_service\": \"s3\", \"aws_region\": \"us-east-1\"}"],
                ["1451606400000000000"]],
        ["strings.render_template"] = [["`{{.a}}`", "`{{range .l}}{{.}},{{end}}`", "`{{if .a}}y{{else}}n{{end}}`", "`x`", "`{{`",
            "`{{.a.b}}`", "`{{len .l}}`", "`{{printf \"%v\" .a}}`"], ["{\"a\": 1, \"l\": [1, 2]}", "{\"a\": {\"b\": \"x\"}, \"l\": []}",
                "{\"a\": \"s\", \"l\": [\"x\"]}"]],
        ["json.verify_schema"] = [["{\"type\": \"object\"}", "`{\"type\": \"string\"}`", "{\"type\": \"nope\"}", "{}", "\"x\"",
            "{\"properties\": {\"a\": {\"type\": \"integer\"}}, \"required\": [\"a\"]}"]],
        ["json.match_schema"] = [[.. Documents, "`{\"a\": 1}`", "\"[1]\""],
            ["{\"type\": \"object\"}", "{\"properties\": {\"a\": {\"type\": \"integer\"}}, \"required\": [\"a\"]}",
                "{\"type\": \"array\"}", "{\"additionalProperties\": false}", "{\"minProperties\": 1}"]],
        ["rego.parse_module"] = [["\"m.rego\""], ["\"package a\"", "\"package a\\np := 1\"",
            "\"package a\\nimport rego.v1\\np if input.x\"", "\"x\""]],
    };

    private static readonly HashSet<string> Sizes = new(StringComparer.Ordinal)
    {
        "bits.lsh", "bits.rsh", "numbers.range", "numbers.range_step", "bits.and", "bits.or", "bits.xor", "bits.negate",
    };

    /// <summary>Terms that suit this argument; null when the type says enough.</summary>
    public static IReadOnlyList<string>? For(string builtin, int index) =>
        ByName.TryGetValue(builtin, out var places) && index < places.Length ? places[index] : null;

    /// <summary>Whether a large argument makes a large result.</summary>
    public static bool IsSize(string builtin) => Sizes.Contains(builtin);
}
