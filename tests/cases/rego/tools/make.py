#!/usr/bin/env python3
"""Writes cases.json: what the reference tool prints for each command line below. Run it in this folder; $OPA names the tool."""
import json, os, subprocess

P = ["-d", "pass/p.rego", "-d", "pass/data.json"]
QUERIES = [
    "data.clinic", "x := data.clinic.allow; y = [1, {\"z\": null}]", "x = [1, 2][_]; y := x + 1", "false", "false; true", "1 == 2",
    "{1, 2}; \"a<b\"", "data.x.y", "some i; data.roles[i].name == \"nurse\"", "not false", "{1: 2 | true; 1 + }",
    "every x in [1] { x == 1 }", "data.clinic.names[x]", "y := x + 1; x := 2", "walk([1], [p, v])", "x := \"é<>&\"; count(x) > 2",
    "input.user == \"bob\" with input as {\"user\": \"bob\"}", "data.roles[_]", "object.get({\"a\": 1}, \"b\", {1, 2})",
    "numbers.range(1, 3)[_] = x", "x := 1e400; y := -0.0", "data.clinic.f(2)", "{\"b\": 1, \"a\": [true, null]}",
]
LINES = [["eval", *P, "-f", form, query] for query in QUERIES for form in ["json", "pretty", "values", "bindings", "raw"]]
LINES += [["eval", *P, "-i", "input.json", "-f", "pretty", "--explain", how, "data.clinic.allow"] for how in ["full", "fails", "debug", "notes"]]
LINES += [["eval", *P, "-i", "input.json", "-f", "pretty", "--explain", "full", "--var-values", "data.clinic"]]
LINES += [["eval", *P, "-i", "input.json", "-f", "json", "--coverage", "data.clinic.allow"]]
LINES += [["eval", "-b", "bundle", "data.clinic.names"], ["eval", *P, "--fail", "data.nothing"], ["eval", *P, "--fail-defined", "1"]]
LINES += [["test", "pass", *more] for more in [[], ["-v"], ["-f", "json"], ["--coverage"], ["-r", "names", "-v"], ["--threshold", "99"],
                                              ["--coverage", "-r", "names", "--threshold", "99", "-v"], ["--count", "2"]]]
LINES += [["test", "fail", *more] for more in [[], ["-v"], ["-f", "json"], ["--var-values"], ["-v", "--var-values"], ["-z"]]]
LINES += [["test", "fail", "-v", "--explain", "full", "-r", "call"], ["test", "broken/unknown.rego"], ["test", "-b", "bundle"]]
LINES += [["check", f"broken/{name}.rego", *more] for name in ["parse", "unsafe", "unknown"] for more in [[], ["-f", "json"]]]
LINES += [["check", "pass"], ["check", "nothere"]]
LINES += [["deps", "-d", "pass/p.rego", *more, query] for query in
          ["data.clinic.allow", "data.clinic", "data.clinic.f(input.a)", "x := data.roles[i]; x.name == input.z[y]"] for more in [[], ["-f", "json"]]]
for form in ["json", "pretty", "values", "bindings", "raw", "discard"]:
    LINES += [["eval", *P, "-f", form, *more] for more in [
        ["data.nothing"], [""], ["-i", "nothere", "1"], ["-i", "broken/parse.rego", "1"], ["1/0"], ["--fail", "data.nothing"], ["1 +"],
        ["--fail-defined", "data.clinic"], ["--fail", "1"], ["--fail-defined", "data.nothing"], ["data.clinic.q", "--strict-builtin-errors"]]]
    LINES += [["eval", "-f", form, "-d", name, "1"] for name in ["nothere", "broken/parse.rego", "broken/unsafe.rego", "broken/unknown.rego", "conflict"]]
LINES += [["eval", *P, "-f", "json", *more] for more in [
    ["names", "--package", "clinic"], ["n", "--import", "data.clinic.names as n"], ["allow; r[i].name == names[0]", "--package", "clinic", "--import", "data.roles as r"],
    ["x := names; names[_] == x[0]", "--package", "clinic"], ["count({1}) == 1", "--package", "nothing"]]]
LINES += [["eval", "-f", "json", *more] for more in [
    ["--data", "pass", "data.clinic.names"], ["-d", "data.x.y:pass/data.json", "data.x"], ["-d", "x:pass/data.json", "data.x"],
    ["-d", "pass/data.json", "-d", "pass/data.json", "1"]]]
LINES += [["eval", "-p", "-f", form, query] for form in ["pretty", "source"] for query in
          ["1 = 2", "1 = 1", "input.x = 1", "input.x = 1; input.y == 2", "input.x > 3; not input.y"]]
LINES += [["eval", "-p", "-f", "json", query] for query in ["1 = 2", "1 = 1", "input.x > 3"]]
LINES += [["eval", "-p", "-f", "json", "--fail", "1 = 2"]]
LINES += [["check", *more] for more in [["broken"], ["broken", "-f", "json"], ["pass", "fail"], ["-b", "bundle"], ["-m", "1", "broken/unsafe.rego"], ["conflict"]]]
LINES += [["test", *more] for more in [["nothere"], ["broken"], ["pass", "-r", "["], ["pass", "-r", "nosuch"], ["pass", "-r", "nosuch", "-f", "json"],
    ["pass", "-r", "nosuch", "-v"], ["pass", "--threshold", "101"], ["fail", "-c"], ["fail", "-c", "-r", "test_conflict"], ["pass", "-c", "-f", "json"], ["fail", "-v", "-r", "todo"],
    ["fail", "-v", "-z", "-r", "todo"], ["pass", "--count", "0"], ["pass", "--count", "3", "-v"], ["pass", "fail", "-v"], ["fail", "--explain", "notes", "-v"],
    ["fail", "--explain", "fails"], ["fail", "--explain", "debug", "-r", "table"], ["conflict"], ["old", "--v0-compatible"], ["old", "--v0-compatible", "-v"], ["old"]]]
LINES += [["deps", *more] for more in [["-d", "pass/p.rego", "data.nothing"], ["-d", "nothere", "data"], ["data.x"], ["-d", "pass", "x"],
    ["-b", "bundle", "data.clinic.names"], ["-d", "broken/unsafe.rego", "data"]]]
LINES += [["check", f"unread/{name}.rego", *more] for name in "abcdijmq" for more in [[], ["-f", "json"]]]
LINES += [["inspect", place] for place in ["bundle", "pass", "pass/p.rego", "conflict", "fail"]] + [["inspect", "old", "--v0-compatible"]]

cases = []
for line in LINES:
    done = subprocess.run([os.environ.get("OPA", "opa"), *line], capture_output=True, text=True)
    if line[0] == "eval" and "-f" not in line:
        line = [line[0], "-f", "json", *line[1:]]
    cases.append({"line": line, "status": done.returncode, "output": done.stdout, "errors": done.stderr})
json.dump(cases, open("cases.json", "w"), indent=1, ensure_ascii=False)
