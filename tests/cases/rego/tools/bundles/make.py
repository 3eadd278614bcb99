#!/usr/bin/env python3
"""Writes cases.json: bundles, and what the reference tool makes of each. Run it in this folder; $OPA names the tool."""
import base64, gzip, io, json, os, subprocess, tarfile, tempfile

POLICY = b'package clinic\n\nnames := ["nurse"]\n'
OLD = b"package a\nx[1] { true }"
P = ("p.rego", POLICY)


def tar(files, form=tarfile.USTAR_FORMAT):
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w", format=form) as archive:
        for name, content, *kind in files:
            entry = tarfile.TarInfo(name)
            if kind:
                entry.type = kind[0]
                entry.linkname = "p.rego" if kind[0] in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            if entry.isreg():
                entry.size = len(content)
            if form == tarfile.PAX_FORMAT:
                entry.pax_headers = {"mtime": "1.5", "comment": "é"}
            archive.addfile(entry, io.BytesIO(content) if entry.isreg() else None)
    return octets.getvalue()


def m(**members):
    return (".manifest", json.dumps(members).encode())


CASES = {
    "plain": [P], "a slash before names": [("/p.rego", POLICY), ("/data.json", b'{"a":1}')],
    "a dot before names": [("./p.rego", POLICY), ("./r/data.json", b'{"a":1}')], "a hidden folder": [P, (".h/data.json", b'{"a":1}')],
    "yml": [P, ("r/data.yml", b"a: 1")], "yaml": [P, ("r/data.yaml", b"a: [1, x]\nb: {c: 1.50}")], "json of another name": [P, ("r/x.json", b'{"a":1}')],
    "data that is no JSON": [P, ("r/data.json", b"{")], "the same value twice": [P, ("data.json", b'{"r":{"a":1}}'), ("r/data.json", b'{"a":1}')],
    "two values": [P, ("data.json", b'{"r":{"a":2}}'), ("r/data.json", b'{"a":1}')],
    "data beside data": [P, ("data.json", b'{"r":{"a":2}}'), ("r/data.json", b'{"b":1}')],
    "a list at the root": [P, ("data.json", b"[1]")], "a list below": [P, ("r/data.json", b"[1]")], "null below": [P, ("r/data.json", b"null")],
    "null at the root": [P, ("data.json", b"null")], "a folder": [("a", b"", tarfile.DIRTYPE), P],
    "a manifest in a folder": [P, ("sub/.manifest", b'{"roots":["x"]}')], "a manifest of another name": [P, ("x.manifest", b'{"roots":["x"]}')],
    "no roots": [P, m(roots=[])], "null as roots": [P, m(roots=None)], "a text as roots": [P, m(roots="clinic")], "ROOTS": [P, m(ROOTS=["x"])],
    "a number as root": [P, m(roots=[1])], "roots hold": [P, m(roots=["clinic"])], "slashes around a root": [P, m(roots=["/clinic/"])],
    "roots overlap": [P, m(roots=["clinic", "clinic/a"])], "a root twice": [P, m(roots=["clinic", "clinic"])],
    "the beginning of a name as root": [P, m(roots=["clin"])], "data in its root": [P, m(roots=["clinic", "r/a"]), ("r/data.json", b'{"a":1}')],
    "data beside its root": [P, m(roots=["clinic", "r/a"]), ("r/data.json", b'{"b":1}')],
    "a package above its root": [("p.rego", b"package a.b\nx:=1"), m(roots=["a/b/c"])], "a list as manifest": [P, (".manifest", b"[]")],
    "a manifest that is cut": [P, (".manifest", b"{")], "a number as revision": [P, m(revision=1)],
    "rego_version 0": [("p.rego", OLD), m(rego_version=0)], "rego_version 1 and old text": [("p.rego", OLD), m(rego_version=1)],
    "rego_version 2": [P, m(rego_version=2)], "rego_version 2 without policies": [m(rego_version=2)], "rego_version as text": [P, m(rego_version="0")],
    "rego_version 0.5": [P, m(rego_version=0.5)], "rego_version null": [P, m(rego_version=None)],
    "a file's version": [("/p.rego", OLD), m(rego_version=1, file_rego_versions={"/p.rego": 0})],
    "a file's version, its slash missing": [("/p.rego", OLD), m(rego_version=1, file_rego_versions={"p.rego": 0})],
    "a file's version, no slash": [("p.rego", OLD), m(rego_version=1, file_rego_versions={"p.rego": 0})],
    "a file's version, a slash too many": [("p.rego", OLD), m(rego_version=1, file_rego_versions={"/p.rego": 0})],
    "a glob": [("/q/p.rego", OLD), m(file_rego_versions={"*.rego": 0})], "a glob over folders": [("/q/r/p.rego", OLD), m(file_rego_versions={"/q/*": 0})],
    "a glob of choices": [("/q/p.rego", OLD), m(file_rego_versions={"/{q,r}/*.rego": 0})], "a broken glob": [P, m(file_rego_versions={"[": 0})],
    "a glob that does not match": [("/q/p.rego", OLD), m(file_rego_versions={"/r/*": 0})],
    "an unknown version of a file": [P, m(file_rego_versions={"*": 7})], "back to 1": [("/p.rego", POLICY), m(rego_version=0, file_rego_versions={"*": 1})],
    "both languages": [("/p.rego", POLICY), ("/q.rego", b"package z\ny { 1 > 0 }"), m(rego_version=0, file_rego_versions={"/p.rego": 1})],
    "WebAssembly that nothing uses": [P, ("policy.wasm", b"\0asm\1\0\0\0")],
    "WebAssembly": [P, m(wasm=[{"entrypoint": "clinic/x", "module": "/policy.wasm"}]), ("/policy.wasm", b"\0asm\1\0\0\0")],
    "WebAssembly that is missing": [P, m(wasm=[{"entrypoint": "clinic/x", "module": "/policy.wasm"}])], "a plan": [P, ("plan.json", b"{}")],
    "a patch beside policies": [P, ("patch.json", b'{"data":[{"op":"upsert","path":"/a","value":1}]}')], "an empty patch": [P, ("patch.json", b'{"data":[]}')],
    "a patch that is no JSON": [P, ("patch.json", b"x")], "data where a rule is": [P, ("clinic/names/data.json", b'{"a":1}')],
    "a value where a rule is": [P, ("clinic/data.json", b'{"names":1}')], "data beside rules": [P, ("clinic/data.json", b'{"other":1}')],
    "a value where a package is": [P, ("data.json", b'{"clinic":3}')], "Rego that is none": [("p.rego", b"package a\nx {")],
    "a mark of byte order": [("p.rego", b"\xef\xbb\xbf" + POLICY)], "a mark of byte order before data": [P, ("data.json", b'\xef\xbb\xbf{"a":1}')],
    "Rego in Latin-1": [("p.rego", b'package a\nx := "\xe9"')], "nothing": [], "empty data": [P, ("data.json", b"")], "an empty policy": [("p.rego", b"")],
    "two documents in one file": [P, ("r/data.json", b'{"a":1} {}')], "other letters": [("é.rego", POLICY), ("ü/data.json", b"1")],
    "blanks in names": [("a b/p.rego", POLICY), ("a b/data.json", b"1")], "a per cent sign": [P, ("a%2Fb/data.json", b"1")],
    "a signature that nobody looks at": [P, (".signatures.json", b'{"signatures":["x"]}')], "no signature": [P, (".signatures.json", b"x")],
    "a test": [P, ("p_test.rego", b"package clinic_test\ntest_x if true")], "a long path": [("a" * 90 + "/" + "b" * 90 + "/data.json", b"1"), P],
}
REFUSED = {
    "a path upward": ("bundle_path", [P, ("../h/data.json", b'{"a":1}')]), "a path upward within": ("bundle_path", [P, ("a/../h/data.json", b'{"a":1}')]),
    "data twice": ("bundle_duplicate", [P, ("data.json", b'{"a":1}'), ("data.json", b'{"b":1}')]), "a policy twice": ("bundle_duplicate", [P, P]),
    "another policy of the same name": ("bundle_duplicate", [P, ("p.rego", b"package other\n")]), "a link": ("bundle_entry", [P, ("l.rego", b"", tarfile.SYMTYPE)]),
    "a hard link": ("bundle_entry", [P, ("l.rego", b"", tarfile.LNKTYPE)]), "a pipe": ("bundle_entry", [P, ("f", b"", tarfile.FIFOTYPE)]),
    "two manifests": ("bundle_manifest", [P, m(roots=["x"]), ("z/.manifest", b'{"roots":["clinic"]}')]),
    "something after the manifest": ("rego_json_error", [P, (".manifest", b"{} x")]), "a patch": ("bundle_delta", [("patch.json", b'{"data":[{"op":"upsert","path":"/a","value":1}]}')]),
    "data in Latin-1": ("rego_json_error", [P, ("data.json", b'{"a":"\xe9"}')]), "a member twice": ("rego_json_error", [P, ("data.json", b'{"a":1,"a":2}')]),
    "a backslash": ("bundle_path", [P, ("a\\b/data.json", b"1")]), "a line feed in a name": ("bundle_path", [P, ("a\nb/data.json", b"1")]),
    "two slashes": ("bundle_path", [P, ("a//b/data.json", b"1")]),
    "two versions of one file": ("bundle_manifest", [("/p.rego", POLICY), m(file_rego_versions={"*": 1, "/p.*": 0})]),
}


def judge(octets):
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "b.tar.gz")
        open(path, "wb").write(octets)
        done = subprocess.run([os.environ.get("OPA", "opa"), "eval", "-f", "values", "-b", path, "data"], capture_output=True)
        return json.loads(done.stdout)[0] if done.returncode == 0 else None


if __name__ == "__main__":
    packed = [(name, None, gzip.compress(tar(files), mtime=0)) for name, files in CASES.items()]
    packed += [(name, code, gzip.compress(tar(files), mtime=0)) for name, (code, files) in REFUSED.items()]
    long = [("é" * 70 + "/" + "b" * 90 + "/data.json", b"1"), P]
    packed += [("a long path in " + word, None, gzip.compress(tar(long, form), mtime=0)) for word, form in [("GNU", tarfile.GNU_FORMAT), ("PAX", tarfile.PAX_FORMAT)]]
    packed += [(f"plain in {word}", None, gzip.compress(tar([P, ("r/data.json", b'{"a":1}')], form), mtime=0)) for word, form in [("GNU", tarfile.GNU_FORMAT), ("PAX", tarfile.PAX_FORMAT)]]
    plain = gzip.compress(tar([P]), mtime=0)
    packed += [("cut", "bundle_malformed", plain[:-5]), ("something behind", "bundle_malformed", plain + b"x"),
               ("no end", "bundle_malformed", gzip.compress(tar([P])[:1024], mtime=0)), ("no gzip", None, tar([P])), ("no octets", None, b"")]
    cases = [{"name": name, "refused": code, "archive": base64.b64encode(octets).decode(), "value": judge(octets)} for name, code, octets in packed]
    json.dump(cases, open("cases.json", "w"), indent=1, ensure_ascii=False)
