# METADATA
# title: Stage 1, the words of the request
# description: >-
#   Closed lists. A word that no list knows, or a member of the wrong kind, refuses the request before anything else is looked at.
package sharebroker.validation

import data.base.words
import data.sharebroker.request

# METADATA
# title: base-1 and base-2, what stops a request at the door
# custom:
#   id: base-2
#   status: seed
#   source: "004:263-267, 004:368-369"
faults contains {"code": "deny_purpose_missing", "rule": "base-2"} if purpose_missing

faults contains {"code": "deny_why_missing", "rule": "base-2"} if not request.has_text(object.get(request.body, "why", ""))

# METADATA
# title: base-1, an unknown word is never ignored
# custom:
#   id: base-1
#   status: ours
#   source: ours
faults contains {"code": "deny_unknown_term", "rule": "base-1"} if count(unknown) > 0

purpose_missing if request.purpose == null

purpose_missing if {
	is_string(request.purpose)
	trim_space(request.purpose) == ""
}

purpose_missing if request.purpose in words.purpose_roots

# The places that hold an unknown word or a value of the wrong kind.
unknown contains "request.purpose" if {
	not purpose_missing
	not words.purposes[request.purpose]
}

unknown contains "request.regime" if not regime_known

unknown contains "request.forum" if not words.forums[object.get(request.body, "forum", null)]

unknown contains "request.legal_basis" if {
	listed := object.get(request.body, "legal_basis", [])
	not is_array(listed)
}

unknown contains "request.legal_basis" if {
	some code in request.legal_basis
	not words.legal_bases[code]
}

unknown contains "request.fields" if not is_array(object.get(request.body, "fields", null))

unknown contains "request.fields" if {
	some field in request.fields
	not path_known(field)
}

unknown contains "request.emergency" if not is_boolean(object.get(request.body, "emergency", false))

unknown contains sprintf("%s.agency", [name]) if {
	some name, party in request.parties
	not request.has_text(party.agency)
}

unknown contains sprintf("%s.type", [name]) if {
	some name, party in request.parties
	not words.agency_types[party.type]
}

unknown contains sprintf("%s.country", [name]) if {
	some name, party in request.parties
	not party.country in words.countries
}

unknown contains sprintf("%s.actor.role", [name]) if {
	some name, party in request.parties
	not words.roles[party.role]
}

unknown contains "subject" if not subject_known(object.get(request.whole, "subject", null))

unknown contains "held" if not is_object(object.get(request.whole, "held", {}))

unknown contains "held" if {
	some path, _ in request.held
	not words.fields[path]
}

unknown contains "held" if {
	some origin in request.held
	not origin_known(origin)
}

unknown contains "prior" if not is_array(object.get(request.whole, "prior", []))

unknown contains "prior" if {
	some earlier in request.prior
	not earlier_known(earlier)
}

unknown contains "regime_status" if not request.regime_status in words.regime_states

unknown contains "facts" if not is_object(object.get(request.whole, "facts", {}))

unknown contains "facts" if {
	some key, value in request.facts
	not fact_known(key, value)
}

regime_known if {
	request.pack.regime == request.regime
	request.shares_found
}

path_known(field) if {
	is_object(field)
	words.fields[field.path]
}

subject_known(null)

subject_known(value) if {
	is_object(value)
	count_or_nothing(object.get(value, "age", null))
	object.get(value, "minor", null) in {null, true, false}
}

count_or_nothing(null)

count_or_nothing(value) if is_count(value)

is_count(value) if {
	is_number(value)
	value >= 0
	floor(value) == value
}

origin_known(origin) if {
	is_object(origin)
	purpose_or_none(object.get(origin, "origin_purpose", null))
	object.get(origin, "basis", "fact") in words.field_bases
	is_boolean(object.get(origin, "reviewed", false))
}

# An earlier receipt of the wrong kind would hide a duplicate.
earlier_known(earlier) if {
	is_object(earlier)
	is_string(object.get(earlier, "recipient", ""))
	is_string(object.get(earlier, "purpose", ""))
	is_array(object.get(earlier, "fields", []))
	every path in object.get(earlier, "fields", []) { is_string(path) }
	is_boolean(object.get(earlier, "unchanged", false))
}

purpose_or_none(null)

purpose_or_none(purpose) if words.purposes[purpose]

# METADATA
# title: The value of a fact is on its list or of its kind
fact_known(key, value) if value in words.facts[key].values

fact_known(key, value) if fits(words.facts[key].type, value)

fits("yes_no", value) if is_boolean(value)

fits("text", value) if is_string(value)

fits("count", value) if is_count(value)

fits("forum", "none")

fits("forum", value) if {
	words.forums[value]
	value != "bilateral"
}

fits("purpose", value) if words.purposes[value]

fits("roles", value) if {
	is_array(value)
	every role in value { words.roles[role] }
}

fits("consent", value) if {
	startswith(value, "not_required(")
	endswith(value, ")")
}
