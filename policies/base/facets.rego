# METADATA
# title: What a row may test
# description: >-
#   The request seen as named facets, each a set of words; a row's condition holds when one of its words is in the set.
#   Words that cover others (police covers police.prevention) appear beside the word itself.
package sharebroker.facets

import data.base.words
import data.sharebroker.request

recipient := request.parties.recipient

requester := request.parties.requester

holder := request.parties.holder

entry := words.regimes[request.regime]

seen := {
	"regime": {request.regime},
	"forum": {request.forum} | places(request.forum),
	"forum_fits": {forum_fits},
	"no_persons": {flag(entry.no_persons)},
	"ceiling": {words.forums[request.forum].person_level},
	"meeting": {request.meeting},
	"payload": {request.payload},
	"purposes": purposes,
	"bases": covering,
	"named": named,
	"covering": {covering_kind},
	"consent_code": {consent_code},
	"consent": {consent},
	"explicit_consent": {explicit_consent},
	"provider_permit": {provider_permit},
	"provider_consent": {flag(entry.provider_consent)},
	"regime_status": {request.regime_status},
	"by": type_words(requester),
	"to": union({
		type_words(recipient),
		{f | some f in [recipient.agency, request.forum]; words.forums[f]},
		places(recipient.agency),
		places(request.forum),
	}),
	"from": union({type_words(holder), {f | f := holder.agency; words.forums[f]}, places(holder.agency)}),
	"from_outreach": {flag(words.agency_types[holder.type].outreach)},
	"own_unit": {own_unit},
	"requester.role": {requester.role},
	"recipient.role": {recipient.role},
	"holder.role": {holder.role},
	"either.role": {requester.role, recipient.role},
	"either": type_words(requester) | type_words(recipient),
	"requester.is": type_words(requester) | {requester.role},
	"recipient.is": type_words(recipient) | {recipient.role},
	"holder.is": type_words(holder) | {holder.role},
	"contact_points": {contact_points},
	"roles_mixed": {roles_mixed},
	"emergency": {flag(request.emergency)},
	"escalation": {escalation},
	"escalated_by": places(request.fact("case.escalation.by_forum")),
	"origins": origins,
	"received_earlier": {received_earlier},
	"duplicate": {flag(count(duplicates) > 0)},
	"small_numbers": {small_numbers},
	"opened": opened,
	"subject": subject,
	"case_owner": {case_owner},
	"acute": {acute},
	"grounds": grounds,
	"general_codes": {general_codes},
	"asked": {term | some path in request.paths; some term in words.fields[path].within},
	"stated": {key | some key, _ in request.facts},
}

flag(true) := "yes"

flag(false) := "no"

purposes := {term | some term in words.purposes[request.purpose].within}

# What a forum is in this regime, so that a row shared by two regimes means the forum of each.
places(forum) := {place | some place, id in entry.places; id == forum}

type_words(party) := {term | some term in words.agency_types[party.type].within}

default forum_fits := "no"

# A forum that is not one of the regime's gives no permit.
forum_fits := "yes" if request.forum in array.concat(["bilateral"], entry.forums)

default provider_permit := "no"

# In some regimes base-25 also wants a code of the regime to be named.
provider_permit := "yes" if {
	entry.provider_permit
	object.get(entry, "provider_code", "none_personal") in (named | {"none_personal"})
}

default own_unit := "no"

own_unit := "yes" if recipient.agency == holder.agency

named := {code | some code in request.legal_basis}

# METADATA
# title: base-3, the named codes that cover the request
# description: The code is of the country of all three parties, lists the purpose, is in force and belongs to the regime.
# custom:
#   id: base-3
#   status: seed
#   source: "003:289, 003:390-393"
covering := {code |
	some code in named
	basis := words.legal_bases[code]
	some purpose in basis.purposes
	purpose in purposes
	every party in request.parties { basis.country in {"any", party.country} }
	object.get(basis, "regime", request.regime) == request.regime
	statute_confirmed(basis)
	in_force(basis)
}

statute_confirmed(basis) if not basis.fact

statute_confirmed(basis) if request.fact(basis.fact) == true

in_force(basis) if not basis.from

in_force(basis) if {
	is_string(request.body.at)
	basis.from <= request.body.at
}

covering_kind := "none" if {
	count(covering) == 0
} else := "consent_only" if {
	every code in covering { words.legal_bases[code].kind == "consent" }
} else := "other"

default general_codes := "mixed"

# Codes that name a task or a duty, but not the law it comes from.
general_codes := "only" if {
	covering_kind != "none"
	every code in covering { words.legal_bases[code].general }
}

default consent_code := "none"

consent_code := "named" if {
	some code in named
	words.legal_bases[code].kind == "consent"
}

# A recorded exception without a text is no exception.
consent := "not_required" if {
	startswith(request.fact("consent.status"), "not_required(")
	request.has_text(trim_suffix(trim_prefix(request.fact("consent.status"), "not_required("), ")"))
} else := "unknown" if {
	startswith(request.fact("consent.status"), "not_required(")
} else := request.fact("consent.status")

default explicit_consent := "no"

explicit_consent := "yes" if {
	consent_code == "named"
	consent == "given"
}

# METADATA
# title: base-4, the special categories that a named second code opens
# custom:
#   id: base-4
#   status: verify
#   source: ours
opened := {opening.sc |
	some code in named
	some opening in words.legal_bases[code].opens
	every facet, wanted in object.get(opening, "when", {}) {
		some term in wanted
		term in {"purposes": purposes, "consent": {consent}}[facet]
	}
}

default escalation := "none"

# METADATA
# title: base-24, what counts as a recorded escalation
# custom:
#   id: base-24
#   status: seed
#   source: "003:145, 003:233"
escalation := "recorded" if {
	request.fact("case.escalation") == "recorded"
} else := "recorded" if {
	request.fact(entry.escalation_fact) == true
} else := "recorded" if {
	request.emergency
}

origins := {term |
	some path in request.paths
	some term in words.purposes[request.held[path].origin_purpose].within
}

# An unknown age counts as over 25 and of age, also for a person known to be a minor.
subject := union({{maturity}, {"of_age" | reached(18)}, {"over_25" | reached(26)}})

maturity := "minor" if {
	is_number(age)
	age < 18
	object.get(request.subject, "minor", null) != false
} else := "minor" if {
	age == null
	request.subject.minor == true
} else := "adult"

reached(_) if not is_number(age)

reached(years) if {
	is_number(age)
	age >= years
}

age := object.get(request.subject, "age", null)

default contact_points := "no"

# Both sides go through their contact points.
contact_points := "yes" if {
	request.fact("receiver.is_spoc") == true
	holder.role == "spoc"
}

default case_owner := "none"

case_owner := "named" if request.has_text(request.fact("case.owner"))

default acute := "no"

# An imminent risk that a named person recorded, in an emergency or not.
acute := "yes" if {
	request.fact("case.imminent_risk") == true
	request.has_text(request.fact("case.imminent_risk.recorded_by"))
}

# Where a rule accepts one of several grounds.
grounds := {ground |
	some ground, holds in {
		"consent": consent == "given",
		"threat": request.fact("case.security_threat") == "confirmed",
		"statute": request.fact("statute.dpo_confirmed") == true,
	}
	holds
}

default received_earlier := "no"

received_earlier := "yes" if {
	some path in request.paths
	receipt := request.held[path].receipt
	not receipt in {"", null}
}

# METADATA
# title: base-13, earlier receipts that already hold everything asked for
# custom:
#   id: base-13
#   status: seed
#   source: "000:103"
duplicates := {object.get(earlier, "receipt", "") |
	some earlier in request.prior
	earlier.recipient == recipient.agency
	earlier.purpose == request.purpose
	earlier.unchanged == true
	every path in request.paths { path in earlier.fields }
}

# METADATA
# title: base-21, the roles of one actor on one case
# custom:
#   id: base-21
#   status: seed
#   source: "000:93"
roles := {role |
	some role in array.concat([requester.role], request.fact("actor.roles_90d"))
} | {role | role := recipient.role; recipient.actor == requester.actor}

default roles_mixed := "no"

roles_mixed := "yes" if {
	some one in roles
	words.roles[one].side == "security"
	some other in roles
	words.roles[other].side == "case_work"
}

# METADATA
# title: base-17, when a group is too small to count
# custom:
#   id: base-17
#   status: ours
#   source: "002:488"
small_numbers := "yes" if {
	request.fact("aggregate.smallest_cell") < words.smallest_cell
} else := "yes" if {
	count(request.paths) > words.most_dimensions
} else := "no"
