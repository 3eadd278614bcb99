# METADATA
# title: The request, read totally
# description: >-
#   Every name here has a value whatever the input looks like, so that no later rule can vanish for want of a member.
package sharebroker.request

default whole := {}

whole := input if is_object(input)

default body := {}

body := input.request if is_object(input.request)

default facts := {}

facts := input.facts if is_object(input.facts)

default held := {}

held := input.held if is_object(input.held)

default prior := []

prior := input.prior if is_array(input.prior)

default fields := []

fields := body.fields if is_array(body.fields)

default legal_basis := []

legal_basis := body.legal_basis if is_array(body.legal_basis)

default subject := {}

subject := input.subject if is_object(input.subject)

default regime_status := "draft"

regime_status := input.regime_status

purpose := object.get(body, "purpose", null)

regime := object.get(body, "regime", null)

# The three parties, each with every member; a missing one is the empty text, which no list knows.
parties := {name: seen |
	some name in ["requester", "recipient", "holder"]
	party := object.get({name: value | value := input[name]; is_object(value)}, name, {})
	seen := {
		"agency": object.get(party, "agency", ""),
		"type": object.get(party, "type", ""),
		"country": object.get(party, "country", ""),
		"actor": object.get(party, ["actor", "id"], ""),
		"role": object.get(party, ["actor", "role"], ""),
	}
}

default pack := {}

pack := pack_of(regime)

# The pack of a regime stands in regimes/<country>/<rest of its id>.
pack_of(id) := data.regimes[parts[0]][concat(".", array.slice(parts, 1, count(parts)))] if {
	data.base.words.regimes[id]
	parts := split(id, ".")
}

# Rows that the pack shares with another pack or with the base, each with the id of the rule that it is here.
rule_here := {id: rule | some ids in pack.shares; some id, rule in ids}

borrowed := [row |
	some place, ids in pack.shares
	some row in pack_of(place).rows
	ids[row.id]
]

default shares_found := false

# A shared row that is no longer there would be a rule that silently vanished.
shares_found if {
	known := {row.id | some row in array.concat(data.base.tables.rows, borrowed)}
	every id, _ in rule_here { id in known }
}

paths := {field.path | some field in fields}

# A path listed twice has a why only if each listing has one.
explained := paths - {path | some field in fields; path := field.path; not has_text(object.get(field, "why", ""))}

has_text(value) if {
	is_string(value)
	trim_space(value) != ""
}

# What the request is about: persons, counts, or no field at all.
payload := "none" if {
	count(paths) == 0
} else := "aggregate" if {
	purpose in data.base.words.aggregate_purposes
} else := "personal"

# A fact that is absent counts as its strict value.
fact(key) := value if {
	value := facts[key]
} else := data.base.words.facts[key].absent

default emergency := false

# METADATA
# title: base-15, when an emergency is active
# description: The flag, the purpose and a risk that a named person recorded; any one missing leaves the request an ordinary one.
# custom:
#   id: base-15
#   status: seed
#   source: "003:285"
emergency if {
	body.emergency == true
	purpose == "security.imminent_harm"
	fact("case.imminent_risk") == true
	has_text(fact("case.imminent_risk.recorded_by"))
}

# In an emergency the forum counts as bilateral and the meeting as none.
forum := "bilateral" if {
	emergency
} else := object.get(body, "forum", null)

default meeting := "none"

meeting := "on_agenda" if {
	not emergency
	has_text(body.meeting.id)
	body.meeting.agenda_has_case == true
}
