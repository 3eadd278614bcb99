# Changes of an infrastructure plan and how far they reach.
package plan.review

weights := {"delete": 10, "create": 2, "update": 1, "no-op": 0}

changes[address] := change if {
	some resource in input.resource_changes
	address := resource.address
	change := {"kind": resource.type, "actions": {action | some action in resource.change.actions}, "after": object.get(resource.change, "after", null)}
}

by_kind[kind] contains address if {
	some address, change in changes
	kind := change.kind
}

replaced contains address if {
	some address
	changes[address].actions == {"delete", "create"}
}

score := sum([points |
	some change in changes
	kind := change.kind
	some action in change.actions
	points := weights[action] * factor(kind)
])

factor(kind) := data.factors[kind]

default factor(_) := 1

open_ports contains {"at": address, "port": port} if {
	some address, change in changes
	change.kind == "firewall_rule"
	some rule in change.after.ingress
	some port in numbers.range(rule.from, rule.to)
	port in data.watched_ports
	"0.0.0.0/0" in rule.cidr
}

untagged := {address | some address, change in changes; not change.after.tags.owner; change.actions != {"delete"}}

paths contains concat(".", [format_part(part) | some part in path]) if {
	some address
	walk(changes[address].after, [path, value])
	value == "secret"
}

format_part(part) := part if is_string(part)

format_part(part) := sprintf("[%d]", [part]) if is_number(part)

violations contains sprintf("%s opens %d", [found.at, found.port]) if some found in open_ports

violations contains sprintf("%s has no owner", [address]) if some address in untagged

violations contains sprintf("a secret stands in the plan at %s", [path]) if some path in paths

default allow := false

allow if {
	count(violations) == 0
	score < data.score_max
}

summary := json.patch({"allow": allow, "score": score}, [
	{"op": "add", "path": "/violations", "value": violations},
	{"op": "add", "path": "/counts", "value": {kind: count(addresses) | some kind, addresses in by_kind}},
	{"op": "add", "path": "/replaced", "value": replaced},
])
