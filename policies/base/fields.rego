# METADATA
# title: Stage 6, what happens to each field
# description: One action for each requested path and each permit, the field rows beside it, and the strictest of all wins.
package sharebroker.fields

import data.base.words
import data.sharebroker.facets
import data.sharebroker.request
import data.sharebroker.tables

# The permits of this request, and in an emergency the one permit that an emergency has.
permits := [row | some row in tables.fired("permit"); facets.seen.forum_fits["yes"]]

# Requested paths and what they could be reduced to.
near := request.paths | {target | some path in request.paths; target := words.fields[path].target}

# What a selection may test about one path.
shape := {path: attributes |
	some path in near
	field := words.fields[path]
	attributes := {
		"paths": {term | some term in field.within},
		"tiers": {tier(path)},
		"categories": {field.category} | {"own" | field.category in words.agency_types[facets.recipient.type].categories},
		"sc": {mark | some mark in field.sc},
		"why": {facets.flag(path in request.explained)},
		"reviewed": {reviewed(path)},
		"basis": {object.get(request.held, [path, "basis"], "unknown")},
		"reducible": {facets.flag("target" in object.keys(field))},
	}
}

reviewed(path) := "yes" if {
	request.held[path].reviewed == true
} else := "no"

# METADATA
# title: base-8, reviewed free text counts as Tier X outside the unit
# custom:
#   id: base-8
#   status: ours
#   source: ours
tier(path) := "X" if {
	words.fields[path].category == "free_text"
	reviewed(path) == "yes"
	facets.own_unit == "no"
	request.payload == "personal"
} else := words.fields[path].tier

attributes := ["basis", "categories", "paths", "reducible", "reviewed", "sc", "tiers", "why"]

selects(selection, path) if {
	every attribute, wanted in object.filter(selection, attributes) {
		some term in wanted
		term in shape[path][attribute]
	}
	not spared(selection, path)
}

spared(selection, path) if {
	some term in selection.not_paths
	term in shape[path].paths
}

# The grants of each permit that hold, and the paths near the request that they reach; those "with_why" need a reason of their own.
granted := {row.id: {"plain": reached(live, {false}), "all": reached(live, {false, true})} |
	some row in permits
	live := [grant | some grant in row.grants; tables.holds(grant)]
}

reached(grants, with_why) := {path |
	some grant in grants
	object.get(grant, "with_why", false) in with_why
	some path in near
	selects(grant, path)
}

full(row, path) if {
	path in granted[row.id].plain
	tier(path) != "X"
}

full(row, path) if {
	path in granted[row.id].all
	path in request.explained
}

ceiling := words.ceilings[words.forums[request.forum].person_level]

within_ceiling(path) if {
	tier(path) in ceiling.tiers
	not above(path)
}

within_ceiling(path) if path in ceiling.paths

within_ceiling(path) if {
	path in ceiling.reviewed
	reviewed(path) == "yes"
}

above(path) if {
	some term in ceiling.except
	term in shape[path].paths
}

# Candidates are [rank of the action, order of the reason, action, rule], so that the least is the strictest.
under(row, path) := candidate("aggregate", {}, "", tables.rule_of(row)) if {
	row.gives == "aggregate"
} else := candidate("disclose", {}, "", "") if {
	full(row, path)
	within_ceiling(path)
} else := candidate("generalise", {"scheme": field.scheme}, "field_minimised", tables.rule_of(row)) if {
	field := words.fields[path]
	field.target in granted[row.id].plain
	within_ceiling(field.target)
} else := candidate("withhold", kept(path), "field_minimised", tables.rule_of(row)) if {
	path in granted[row.id].all
} else := candidate("withhold", kept(path), "field_minimised", tables.rule_of(row)) if {
	tier(path) == "X"
} else := candidate("withhold", kept(path), "deny_not_needed", tables.rule_of(row))

candidate(action, parameters, reason, rule) := [
	words.actions[action].rank,
	object.get(words.reasons, [reason, "order"], count(words.reasons)),
	object.union_n([{"action": action}, words.actions[action].parameters, parameters, {"reason": reason | reason != ""}]),
	rule,
]

# Whether the data exist at all is concealed for intelligence and the source.
kept(path) := {"existence": "conceal" | words.fields[path].conceal}

field_effects := {"withhold", "pseudonymise", "mask", "generalise"}

field_rows := [row |
	some row in sources
	row.effect in field_effects
	tables.applies(row)
]

# A pack's field rows do not run in an emergency.
sources := data.base.tables.rows if {
	request.emergency
} else := tables.rows

changed(path) := {candidate(row.effect, parameters, row.reason, tables.rule_of(row)) |
	some row in field_rows
	selects(row, path)
	parameters := object.union(
		{key: value | value := kept(path)[key]; row.effect == "withhold"},
		object.filter(row, ["scheme"]),
	)
}

chosen := {path: min({under(row, path) | some row in permits} | changed(path)) | some path in request.paths}

actions := {path: entry[2] | some path, entry in chosen}

rules := {entry[3] | some entry in chosen; entry[3] != ""}
