# METADATA
# title: Actions on fields, with packs made up for the test
package sharebroker.fields_test

import data.base.words
import data.sharebroker.disclosure

unit := {"agency": "fr-39-unit", "type": "social", "country": "fr", "actor": {"id": "p-1", "role": "clinician"}}

other := {"agency": "fr-39-hospital", "type": "health.mental", "country": "fr", "actor": {"id": "p-2", "role": "clinician"}}

asked := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "fr.cpraf", "forum": "fr.cpraf", "meeting": null,
		"purpose": "support.service_planning", "legal_basis": ["eu-gdpr:A6-1-e", "eu-gdpr:A9-2-h", "sb-law:eu-gdpr.A10"],
		"why": "A test", "fields": [], "emergency": false,
	},
	"requester": unit, "recipient": unit, "holder": other,
	"subject": {"ref": "case-0071"}, "facts": {"membership.active": true, "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

everything := {"id": "t-1", "effect": "permit", "purposes": ["support"], "grants": [{}], "reason": "permit_child_protection"}

routing := {"id": "t-2", "effect": "permit", "purposes": ["support"], "grants": [{"tiers": ["R"]}], "reason": "permit_consent"}

# The actions on paths (with a reason each) under these rows, this ceiling and these changes of the input.
actions(paths, rows, ceiling, patches) := decision.fields if {
	fields := [{"path": path, "why": "to test"} | some path in paths]
	changed := json.patch(asked, array.concat([{"op": "replace", "path": "/request/fields", "value": fields}], patches))
	decision := disclosure.decision with input as changed
		with data.regimes.fr.cpraf.rows as rows
		with data.base.words.forums["fr.cpraf"].person_level as ceiling
}

shown(path, ceiling, patches) if actions([path], [everything], ceiling, patches)[path] == {"action": "disclose"}

why_not(path, ceiling, patches) := actions([path], [everything], ceiling, patches)[path].reason

same_unit := {"op": "replace", "path": "/holder/agency", "value": "fr-39-unit"}

role(party, value) := {"op": "replace", "path": concat("/", ["", party, "actor", "role"]), "value": value}

test_workbook_and_text_stay_in_the_unit if {
	every path in ["involvement.workbook", "text.narrative", "text.notes"] {
		shown(path, "full_own_team", [same_unit])
		why_not(path, "need_to_know", [same_unit]) == "deny_not_needed"
	}
	why_not("involvement.workbook", "full_own_team", []) == "deny_not_needed"
	why_not("text.notes", "full_own_team", []) == "deny_free_text_unreviewed"
}

test_minutes_and_origin_never_pass if {
	every path in ["meeting.minutes", "subject.ethnic_origin"] {
		why_not(path, "full_own_team", [same_unit]) == "deny_not_needed"
	}
}

test_source_and_intelligence_never_pass if {
	actions(["source.identity", "police.intelligence"], [everything], "full_own_team", [same_unit]) == {
		"source.identity": {"action": "withhold", "existence": "conceal", "reason": "deny_not_needed"},
		"police.intelligence": {"action": "withhold", "existence": "conceal", "reason": "deny_not_needed"},
	}
	why_not("source.identity", "unlimited", []) == "deny_source_protected"
	why_not("source.type", "full_own_team", [same_unit]) == "field_minimised"
}

test_mental_health_records_go_from_clinician_to_clinician if clinicians_only("health.mental.record")

test_addiction_records_go_from_clinician_to_clinician if clinicians_only("health.addiction.record")

clinicians_only(record) if {
	every kind in ["clinician", "embedded_clinician", "clinical_psychologist"] {
		shown(record, "need_to_know", [role("recipient", kind), role("holder", kind)])
	}
	why_not(record, "need_to_know", [role("recipient", "member")]) == "deny_clinician_only"
	why_not(record, "need_to_know", [role("holder", "spoc")]) == "deny_not_needed"
	why_not(record, "full_own_team", [same_unit, role("holder", "spoc")]) == "deny_not_needed"
}

test_reviewed_text_is_tier_x_outside_the_unit if {
	reviewed := {"op": "add", "path": "/held/text.notes", "value": {"reviewed": true}}
	shown("text.notes", "need_to_know", [reviewed])
	why_not("text.notes", "minimal", [reviewed]) == "field_minimised"
	why_not("text.notes", "need_to_know", [reviewed, same_unit]) == "deny_not_needed"
}

test_minimal_ceiling if {
	shown("case.id", "minimal", [])
	shown("contact.phone", "minimal", [])
	shown("contact.safe_contact_note", "minimal", [])
	actions(["contact.address", "plan.actions", "health.mental.summary"], [everything], "minimal", []) == {
		"health.mental.summary": {"action": "withhold", "reason": "field_minimised"},
		"contact.address": {"action": "generalise", "scheme": "municipality", "reason": "field_minimised"},
		"plan.actions": {"action": "withhold", "reason": "field_minimised"},
	}
}

test_assessment_result_ceiling if {
	reviewed := {"op": "add", "path": "/held/health.mental.summary", "value": {"reviewed": true}}
	shown("health.mental.summary", "assessment_result", [reviewed])
	why_not("health.mental.summary", "assessment_result", []) == "field_minimised"
	reduced := {"action": "generalise", "scheme": "need_flag", "reason": "field_minimised"}
	actions(["health.mental.need_flag"], [everything], "assessment_result", []) == {"health.mental.need_flag": reduced}
}

test_none_and_need_to_know_ceilings if {
	shown("belief.ideology", "need_to_know", [])
	actions(["case.id"], [everything], "none", []) == {}
}

test_two_permits_intersect if {
	actions(["case.id", "subject.birth_date", "contact.phone"], [everything, routing], "need_to_know", []) == {
		"case.id": {"action": "disclose"},
		"subject.birth_date": {"action": "generalise", "scheme": "age_band", "reason": "field_minimised"},
		"contact.phone": {"action": "withhold", "reason": "deny_not_needed"},
	}
}

test_field_rows_change_what_a_permit_grants if {
	rows := [
		everything,
		{"id": "t-3", "effect": "pseudonymise", "paths": ["case.id"], "reason": "field_pseudonymised"},
		{"id": "t-4", "effect": "mask", "paths": ["subject.name.full"], "reason": "field_minimised"},
		{"id": "t-5", "effect": "generalise", "paths": ["involvement.progress"], "scheme": "level3", "reason": "field_minimised"},
		{"id": "t-6", "effect": "withhold", "paths": ["police"], "basis": ["unknown"], "reason": "deny_originator_control"},
	]
	actions(["case.id", "subject.name", "subject.name.full", "involvement.progress", "police.contacts"], rows, "need_to_know", []) == {}
	actions(["case.id", "subject.name.full", "involvement.progress", "police.contacts"], rows, "need_to_know", []) == {
		"case.id": {"action": "pseudonymise", "scope": "receiver", "reversible_by": "holder", "reason": "field_pseudonymised"},
		"subject.name.full": {"action": "mask", "keep_left": 1, "keep_right": 0, "char": "*", "reason": "field_minimised"},
		"involvement.progress": {"action": "generalise", "scheme": "level3", "reason": "field_minimised"},
		"police.contacts": {"action": "withhold", "reason": "deny_originator_control"},
	}
	known := {"op": "add", "path": "/held/police.contacts", "value": {"basis": "fact"}}
	actions(["police.contacts"], rows, "need_to_know", [known]) == {"police.contacts": {"action": "disclose"}}
}

test_the_strictest_action_and_the_first_reason_win if {
	field_rows := [
		{"id": "t-3", "effect": "pseudonymise", "paths": ["case.id"], "reason": "field_pseudonymised"},
		{"id": "t-4", "effect": "mask", "paths": ["case.id"], "reason": "field_minimised"},
		{"id": "t-5", "effect": "generalise", "paths": ["case.id"], "scheme": "month", "reason": "field_minimised"},
	]
	actions(["case.id"], array.concat([everything], field_rows), "need_to_know", [])["case.id"].action == "pseudonymise"
	in_order := [code | some n in numbers.range(0, 10); some code, reason in words.reasons; reason.order == n]
	every n in numbers.range(0, 9) {
		withheld := [
			{"id": "t-7", "effect": "withhold", "paths": ["case.id"], "reason": in_order[n + 1]},
			{"id": "t-8", "effect": "withhold", "paths": ["case.id"], "reason": in_order[n]},
		]
		actions(["case.id"], array.concat([everything], withheld), "need_to_know", [])["case.id"].reason == in_order[n]
	}
}

test_obligations_of_rows_replace_the_usual_due if {
	one := json.patch(asked, [{"op": "replace", "path": "/request/fields", "value": [{"path": "case.id"}]}])
	decision := disclosure.decision with input as one
		with data.regimes.fr.cpraf.rows as [
			object.union(everything, {"obligations": {"delete_by": "P30D"}}),
			object.union(routing, {"obligations": {"delete_by": "P60D", "expert_answer": "PT48H"}}),
		]
	{"id": "delete_by", "due": "P30D"} in decision.obligations
	{"id": "expert_answer", "due": "PT48H"} in decision.obligations
	count(decision.obligations) == 9
	decision.reasons == ["permit_child_protection", "permit_consent"]
}

test_a_block_row_closes_permits_but_stands_beside_no_code if {
	block := {"id": "t-9", "effect": "block"}
	deny := {"id": "t-10", "effect": "deny", "reason": "deny_not_member"}
	one := json.patch(asked, [{"op": "replace", "path": "/request/fields", "value": [{"path": "case.id"}]}])
	blocked := disclosure.decision with input as one with data.regimes.fr.cpraf.rows as [everything, block]
	blocked.reasons == ["deny_default"]
	blocked.rules == ["t-9"]
	both := disclosure.decision with input as one with data.regimes.fr.cpraf.rows as [everything, block, deny]
	both.reasons == ["deny_not_member"]
}

test_a_limit_row_bounds_every_permit if {
	limit := {"id": "t-11", "effect": "limit", "paths": ["subject.age_band", "health.mental.summary"]}
	paths := ["subject.age_band", "subject.birth_date", "contact.phone", "health.mental.summary", "work.employer"]
	actions(paths, [everything, limit], "need_to_know", []) == {
		"subject.age_band": {"action": "disclose"},
		"subject.birth_date": {"action": "generalise", "scheme": "age_band", "reason": "field_minimised"},
		"contact.phone": {"action": "withhold", "reason": "deny_not_needed"},
		"health.mental.summary": {"action": "disclose"},
		"work.employer": {"action": "withhold", "reason": "field_minimised"},
	}
	lifted := object.union(limit, {"to": ["religious_adviser"]})
	actions(["contact.phone"], [everything, lifted], "need_to_know", [])["contact.phone"] == {"action": "disclose"}
}

# A grant in a coarser form: never more than that, with or without a reason at the field.
test_a_grant_may_give_a_coarser_form_only if {
	coarse := {
		"id": "t-3", "effect": "permit", "purposes": ["support"], "reason": "permit_consent",
		"grants": [{"paths": ["assessment.risk.factors", "assessment.resilience.factors"], "scheme": "level3"}],
	}
	reduced := {"action": "generalise", "scheme": "level3", "reason": "field_minimised"}
	fields := actions(["assessment.risk.factors", "assessment.resilience.factors", "needs.urgency"], [coarse], "need_to_know", [])
	fields["assessment.risk.factors"] == reduced
	fields["assessment.resilience.factors"] == reduced
	fields["needs.urgency"].action == "withhold"
	silent := [{"op": "remove", "path": "/request/fields/0/why"}]
	actions(["assessment.risk.factors"], [coarse], "need_to_know", silent)["assessment.risk.factors"] == reduced
}

duty := {"id": "t-4", "effect": "oblige", "when": {"case.decision": ["all_clear"]}, "obligations": {"delete_by": "P30D"}}

with_duty(patches) := decision if {
	one := {"op": "replace", "path": "/request/fields", "value": [{"path": "needs.urgency"}]}
	decision := disclosure.decision with input as json.patch(asked, array.concat(patches, [one]))
		with data.regimes.fr.cpraf.rows as [routing, duty]
}

test_a_row_may_add_a_duty_to_every_permit if {
	clear := {"op": "add", "path": "/facts/case.decision", "value": "all_clear"}
	{"id": "delete_by", "due": "P30D"} in with_duty([clear]).obligations
	"t-4" in with_duty([clear]).rules
	{"id": "delete_by", "due": "P90D"} in with_duty([]).obligations
	not "t-4" in with_duty([]).rules
}
