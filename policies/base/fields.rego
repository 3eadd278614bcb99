# METADATA
# title: Stage 6, what happens to each field
# description: >-
#   One action for each requested path and each permit, the field rows beside it, and the strictest of all wins.
#   Selections are sets of paths, so that a whole catalogue costs little more than one field.
package sharebroker.fields

import data.base.words
import data.sharebroker.facets
import data.sharebroker.request
import data.sharebroker.tables

permits := [row | some row in tables.fired("permit"); facets.seen.forum_fits.yes]

# Requested paths and what they could be reduced to.
near := request.paths | {target | some path in request.paths; target := words.fields[path].target}

below[term] contains path if {
	some path in near
	some term in words.fields[path].within
}

in_category[category] contains path if {
	some path in near
	category := words.fields[path].category
}

# The recipient's own categories.
in_category.own contains path if {
	some path in near
	words.fields[path].category in words.agency_types[facets.recipient.type].categories
}

marked[mark] contains path if {
	some path in near
	some mark in words.fields[path].sc
}

reviewed := {path | some path in near; request.held[path].reviewed == true}

reducible := {path | some path in near; words.fields[path].target}

with_basis[basis] contains path if {
	some path in near
	basis := object.get(request.held, [path, "basis"], "unknown")
}

with_origin[term] contains path if {
	some path in near
	some term in words.purposes[request.held[path].origin_purpose].within
}

# METADATA
# title: base-8, reviewed free text counts as Tier X outside the unit
# custom:
#   id: base-8
#   status: ours
#   source: ours
opened_text := {path |
	facets.own_unit == "no"
	request.payload == "personal"
	some path in reviewed
	words.fields[path].category == "free_text"
}

in_tier[tier] contains path if {
	some path in (near - opened_text)
	tier := words.fields[path].tier
}

in_tier.X contains path if some path in opened_text

explained := near & request.explained

# What a selection may test about a path, and the paths for each word.
index := {
	"paths": below,
	"categories": in_category,
	"sc": marked,
	"tiers": in_tier,
	"why": {"yes": explained, "no": near - explained},
	"reviewed": {"yes": reviewed, "no": near - reviewed},
	"reducible": {"yes": reducible, "no": near - reducible},
	"basis": with_basis,
	"origin": with_origin,
}

selected(selection) := intersection({near} | {paths |
	some attribute, wanted in object.filter(selection, object.keys(index))
	paths := union({index[attribute][term] | some term in wanted})
}) - union({below[term] | some term in selection.not_paths})

# What each permit grants without and with a condition on the field, what of it may be shown as it is, and what it grants in a
# coarser form only.
grants[row.id] := {
	"plain": plain,
	"all": all,
	"shown": ((plain - tier_x) | (all & explained)) & within_ceiling,
	"coarse": {path: grant.scheme | some grant in live; grant.scheme; some path in (selected(grant) & allowed)},
} if {
	some row in permits
	live := [grant | some grant in row.grants; tables.holds(grant)]
	plain := union({selected(grant) | some grant in live; not grant.with_why; not grant.scheme}) & allowed
	all := union({selected(grant) | some grant in live; not grant.scheme}) & allowed
}

limits := [row | some row in sources; row.effect == "limit"; tables.applies(row)]

# What a limit row does not select, no permit grants.
allowed := intersection({near} | {selected(row) | some row in limits})

tier_x := object.get(in_tier, "X", set())

ceiling := words.ceilings[words.forums[request.forum].person_level]

# The forum's ceiling bounds what is disclosed, never a reduced value.
within_ceiling := union({
	union({in_tier[tier] | some tier in ceiling.tiers}) - union({below[term] | some term in ceiling.except}),
	near & {path | some path in ceiling.paths},
	reviewed & {path | some path in ceiling.reviewed},
})

# Candidates are [rank of the action, order of the reason, action, reason, scheme, rule], so that the least is the strictest.
under(row, path) := candidate("aggregate", "", "", row) if {
	row.gives == "aggregate"
} else := disclosed if {
	path in grants[row.id].shown
} else := candidate("generalise", "field_minimised", grants[row.id].coarse[path], row) if {
	grants[row.id].coarse[path]
} else := candidate("generalise", "field_minimised", field.scheme, row) if {
	field := words.fields[path]
	field.target in grants[row.id].plain
	field.target in within_ceiling
} else := candidate("withhold", "field_minimised", "", row) if {
	path in grants[row.id].all
} else := candidate("withhold", "field_minimised", "", row) if {
	path in tier_x
} else := candidate("withhold", "deny_not_needed", "", row)

disclosed := [words.actions.disclose.rank, 0, "disclose", "", "", ""]

candidate(action, reason, scheme, row) := [
	words.actions[action].rank,
	object.get(order, reason, 0),
	action,
	reason,
	scheme,
	tables.rule_of(row),
]

order := {code: reason.order | some code, reason in words.reasons}

field_effects := {"withhold", "pseudonymise", "mask", "generalise"}

# A pack's field rows do not run in an emergency.
sources := data.base.tables.rows if {
	request.emergency
} else := tables.rows

changed[path] contains candidate(row.effect, row.reason, object.get(row, "scheme", ""), row) if {
	some row in sources
	row.effect in field_effects
	tables.applies(row)
	some path in (selected(row) & request.paths)
}

chosen := {path: strictest |
	some path in request.paths
	strictest := min({under(row, path) | some row in permits} | object.get(changed, path, set()))
}

actions := {path: spelled(path, entry[2], entry[3], entry[4]) | some path, entry in chosen}

spelled(path, action, reason, scheme) := {"action": action} if {
	action == "disclose"
} else := object.union_n([
	{"action": action},
	words.actions[action].parameters,
	{"reason": reason | reason != ""},
	{"scheme": scheme | scheme != ""},
	concealed(path, action),
])

# Whether the data exist at all is concealed for intelligence and the source.
concealed(path, action) := {"existence": "conceal"} if {
	action == "withhold"
	words.fields[path].conceal
} else := {}

rules := {entry[5] | some entry in chosen; entry[5] != ""} | {tables.rule_of(row) | some row in limits}
