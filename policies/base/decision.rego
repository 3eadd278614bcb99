# METADATA
# title: The decision
# description: The stages in their order. Whatever happens, exactly one decision; what no rule settles is refused.
package sharebroker.disclosure

import data.base.words
import data.sharebroker.facets
import data.sharebroker.fields
import data.sharebroker.request
import data.sharebroker.tables
import data.sharebroker.validation

default decision := {
	"effect": "deny",
	"reasons": ["deny_system_unavailable"],
	"rules": [],
	"fields": {},
	"obligations": [{"id": "explain_refusal"}, {"id": "store_receipt"}],
}

decision := refusal({fault.code | some fault in validation.faults}, {fault.rule | some fault in validation.faults}, []) if {
	count(validation.faults) > 0
} else := refusal({row.reason | some row in denies}, {tables.rule_of(row) | some row in denies}, denies) if {
	count(denies) > 0
} else := refusal({"deny_default"}, {tables.rule_of(row) | some row in blocks}, []) if {
	count(blocks) > 0
} else := refusal({"deny_default"}, set(), []) if {
	count(fields.permits) == 0
} else := refusal({"deny_holder_declined"}, {"base-14"}, []) if {
	declined
} else := {
	"effect": "permit",
	"reasons": sort({row.reason | some row in fields.permits}),
	"rules": sort({tables.rule_of(row) | some row in array.concat(fields.permits, duty_rows)} | fields.rules),
	"fields": fields.actions,
	"obligations": duties(words.permit_obligations, array.concat(fields.permits, duty_rows)),
}

# METADATA
# title: Stage 2, every deny row that applies, less what an emergency strikes out
denies := [row | some row in tables.fired("deny"); not struck(row)]

struck(row) if {
	request.emergency
	words.reasons[row.reason].emergency == "struck"
}

# METADATA
# title: Stage 3, rows that close every permit without a code of their own
blocks := [row | some row in tables.fired("block"); not request.emergency]

# METADATA
# title: Rows that add duties to every permit of their regime
duty_rows := [row | some row in tables.fired("oblige"); not request.emergency]

# METADATA
# title: base-14, a permit is never a duty to share
# description: It counts only where a permit stands; the holder's words go to the requester beside the decision, never in it.
# custom:
#   id: base-14
#   status: verify
#   source: "004:266-267"
declined if request.fact("holder.declined") == true

refusal(codes, rules, rows) := {
	"effect": "deny",
	"reasons": sort(codes),
	"rules": sort(rules),
	"fields": {},
	"obligations": duties(words.deny_obligations, rows),
}

# METADATA
# title: Stage 7, the duties of the decision and of its rows, by id
duties(always, rows) := [duty |
	due := object.union(
		{id: object.get(words.obligations[id], "due", "") | some id in always},
		{id: min(dues) | some row in rows; some id, _ in object.get(row, "obligations", {}); dues := asked_of(rows, id)},
	)
	some id, limit in due
	duty := object.union_n([{"id": id}, {"due": limit | limit != ""}, details(id, rows)])
]

asked_of(rows, id) := {row.obligations[id] | some row in rows}

details(id, rows) := {"purpose": request.purpose} if {
	id == "use_only_for"
} else := {"receipt": min(facets.duplicates)} if {
	id == "explain_refusal"
	some row in rows
	row.id == "base-13"
} else := {}

# METADATA
# title: The class of each reason, request or person
# description: >-
#   Person-class reasons tell something about the person or the case and reach only a requester with no request-class deny.
#   A reason that several rows give is of class request when one of them is.
classes := {code: class |
	some code in decision.reasons
	class := class_of(code)
}

class_of(code) := words.reasons[code].class if {
	words.reasons[code].class != "either"
} else := "request" if {
	some row in denies
	row.reason == code
	row.class == "request"
} else := "person"
