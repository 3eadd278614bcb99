# METADATA
# title: One decision, whatever comes in
package sharebroker.disclosure_test

import data.base.words
import data.sharebroker.disclosure
import data.sharebroker.facets
import data.sharebroker.validation

social := {"agency": "dk-461-social", "type": "social", "country": "dk", "actor": {"id": "p-1", "role": "member"}}

police := {"agency": "dk-461-police", "type": "police", "country": "dk", "actor": {"id": "p-2", "role": "spoc"}}

planning := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "dk.infohouse.municipality", "forum": "dk.infohouse.municipality",
		"meeting": null, "purpose": "support.service_planning", "legal_basis": ["dk.rpl.115"], "why": "Choose a mentor",
		"fields": [{"path": "subject.name.full"}, {"path": "contact.phone"}], "emergency": false,
	},
	"requester": social, "recipient": social, "holder": police,
	"subject": {"ref": "case-0071", "age": 16, "minor": true},
	"facts": {
		"membership.active": true, "police_search": "no_security_response", "case.security_threat": "none",
		"case.status": "open", "training.assessment_model": "valid",
	},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

changed(patches) := json.patch(planning, patches)

members := {"effect", "reasons", "rules", "fields", "obligations"}

well_formed(decision) if {
	object.keys(decision) == members
	decision.effect in {"permit", "deny"}
	count(decision.reasons) > 0
	decision.reasons == sort(decision.reasons)
	decision.rules == sort(decision.rules)
	ids := [duty.id | some duty in decision.obligations]
	ids == sort(ids)
}

test_permit_is_well_formed if {
	decision := disclosure.decision with input as planning
	well_formed(decision)
	decision.effect == "permit"
	decision.rules == ["dk.inf-4"]
	decision.fields == {"subject.name.full": {"action": "disclose"}, "contact.phone": {"action": "disclose"}}
}

# Whatever breaks inside the rules: the answer is a refusal.
test_silence_of_the_rules_is_a_refusal if {
	decision := disclosure.decision with input as planning with data.sharebroker.fields.rules as "broken"
	well_formed(decision)
	decision.reasons == ["deny_system_unavailable"]
}

test_every_missing_member_is_a_refusal if {
	every path in [
		"/request", "/request/regime", "/request/forum", "/request/purpose", "/request/legal_basis", "/request/why",
		"/request/fields", "/requester", "/recipient", "/holder", "/facts", "/regime_status",
	] {
		decision := disclosure.decision with input as changed([{"op": "remove", "path": path}])
		well_formed(decision)
		decision.effect == "deny"
		decision.fields == {}
	}
}

test_members_of_the_request_of_a_wrong_kind_are_a_refusal if {
	wrong_kinds([
		"/request", "/request/regime", "/request/forum", "/request/purpose", "/request/legal_basis", "/request/why",
		"/request/fields", "/request/fields/0", "/request/emergency",
	])
}

test_other_members_of_a_wrong_kind_are_a_refusal if {
	wrong_kinds(["/requester", "/recipient/actor", "/holder/type", "/facts", "/held", "/prior", "/regime_status", "/subject"])
}

wrong_kinds(paths) if {
	every path in paths {
		every value in [7, "x", true, [7], {"x": 7}] {
			decision := disclosure.decision with input as changed([{"op": "replace", "path": path, "value": value}])
			well_formed(decision)
			refused_or_the_same_kind(path, value, decision)
		}
	}
}

# Some values are of the right kind; they then change nothing that a row looks at.
refused_or_the_same_kind(_, _, decision) if decision.effect == "deny"

refused_or_the_same_kind("/request/emergency", true, _)

refused_or_the_same_kind("/request/why", "x", _)

refused_or_the_same_kind("/subject", {"x": 7}, _)

refused_or_the_same_kind("/prior", [7], _)

test_no_input_at_all if {
	every value in [{}, [], "x", 7, null, true] {
		decision := disclosure.decision with input as value
		well_formed(decision)
		decision.effect == "deny"
		{"deny_purpose_missing", "deny_unknown_term", "deny_why_missing"} == {code | some code in decision.reasons}
	}
}

test_unknown_places_are_named if {
	places := validation.unknown with input as changed([
		{"op": "replace", "path": "/holder/type", "value": "militia"},
		{"op": "replace", "path": "/request/fields/1/path", "value": "contact.fax"},
	])
	places == {"holder.type", "request.fields"}
}

test_every_facet_has_a_value_and_a_place_in_the_list if {
	seen := facets.seen with input as planning
	object.keys(seen) == object.keys(words.conditions)
	bare := facets.seen with input as object.remove(planning, ["facts", "held", "prior", "subject", "regime_status"])
	object.keys(bare) == object.keys(words.conditions)
}

test_the_earlier_receipt_is_named if {
	decision := disclosure.decision with input as changed([{"op": "add", "path": "/prior/-", "value": {
		"receipt": "01JP0001", "recipient": "dk-461-social", "purpose": "support.service_planning",
		"fields": ["subject.name.full", "contact.phone", "contact.email"], "unchanged": true,
	}}])
	decision.obligations == [{"id": "explain_refusal", "receipt": "01JP0001"}, {"id": "store_receipt"}]
}

test_obligations_carry_due_and_purpose if {
	decision := disclosure.decision with input as planning
	decision.obligations == [
		{"id": "confirm_receipt", "due": "PT24H"}, {"id": "delete_by", "due": "P90D"}, {"id": "explain_request"},
		{"id": "feedback_to_sender", "due": "P30D"}, {"id": "mark_basis"}, {"id": "no_onward_transfer"},
		{"id": "progress_review", "due": "P1M"}, {"id": "sign_receipt"}, {"id": "store_receipt"},
		{"id": "use_only_for", "purpose": "support.service_planning"},
	]
}

test_concealed_fields_say_so if {
	asked := [{"path": "source.identity"}, {"path": "police.intelligence"}, {"path": "text.notes"}]
	decision := disclosure.decision with input as changed([{"op": "replace", "path": "/request/fields", "value": asked}])
	decision.fields == {
		"source.identity": {"action": "withhold", "existence": "conceal", "reason": "deny_source_protected"},
		"police.intelligence": {"action": "withhold", "existence": "conceal", "reason": "deny_not_needed"},
		"text.notes": {"action": "withhold", "reason": "deny_free_text_unreviewed"},
	}
}

test_aggregates_carry_their_cell_and_rounding if {
	decision := disclosure.decision with input as changed([
		{"op": "replace", "path": "/request/purpose", "value": "knowledge.statistics"},
		{"op": "replace", "path": "/request/fields", "value": [{"path": "contact.area"}]},
		{"op": "add", "path": "/facts/aggregate.smallest_cell", "value": 10},
	])
	decision.fields == {"contact.area": {"action": "aggregate", "min_cell": 10, "round_to": 5}}
}

test_classes_of_reasons if {
	person := disclosure.classes with input as changed([
		{"op": "replace", "path": "/facts/police_search", "value": "not_done"},
		{"op": "replace", "path": "/facts/membership.active", "value": false},
	])
	person == {"deny_police_search_first": "person", "deny_not_member": "request"}
	parties := disclosure.classes with input as changed([
		{"op": "replace", "path": "/request/purpose", "value": "prosecution.trial"},
		{"op": "replace", "path": "/request/legal_basis", "value": ["sb-law:eu-led.A8"]},
	])
	parties == {"deny_purpose_prosecution": "request"}
	origin := disclosure.classes with input as changed([
		{"op": "replace", "path": "/request/purpose", "value": "security.triage"},
		{"op": "add", "path": "/held/contact.phone", "value": {"origin_purpose": "support.family"}},
	])
	origin == {"deny_intelligence_from_outreach": "person"}
	granted := disclosure.classes with input as planning
	granted == {"permit_statutory_gateway": "request"}
}

test_each_code_has_the_class_of_its_own_rows if {
	both := disclosure.classes with input as changed([
		{"op": "replace", "path": "/request/regime", "value": "fr.ged"},
		{"op": "replace", "path": "/request/forum", "value": "bilateral"},
		{"op": "replace", "path": "/request/purpose", "value": "prosecution.trial"},
		{"op": "replace", "path": "/request/legal_basis", "value": ["sb-law:eu-led.A8"]},
		{"op": "add", "path": "/held/contact.phone", "value": {"origin_purpose": "support.family"}},
		{"op": "add", "path": "/facts/actor.roles_90d", "value": ["investigator", "frontline"]},
	])
	both == {"deny_purpose_prosecution": "person", "deny_intelligence_from_outreach": "request"}
}

test_a_receipt_is_named_for_a_duplicate_only if {
	decision := disclosure.decision with input as changed([
		{"op": "replace", "path": "/request/purpose", "value": "knowledge.statistics"},
		{"op": "add", "path": "/prior/-", "value": {
			"receipt": "01JP0001", "recipient": "dk-461-social", "purpose": "knowledge.statistics",
			"fields": ["subject.name.full", "contact.phone"], "unchanged": true,
		}},
	])
	decision.reasons == ["deny_small_numbers"]
	decision.obligations == [{"id": "explain_refusal"}, {"id": "store_receipt"}]
}

test_a_rule_that_changed_a_field_is_named if {
	decision := disclosure.decision with input as changed([
		{"op": "replace", "path": "/request/fields", "value": [{"path": "assessment.risk.level"}, {"path": "subject.photo"}]},
		{"op": "remove", "path": "/facts/training.assessment_model"},
	])
	decision.rules == ["dk.inf-4", "dk.inf-5"]
}
