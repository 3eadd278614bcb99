# METADATA
# title: Luton Family Safeguarding
package sharebroker.packs.uk_luton_test

import data.sharebroker.disclosure

worker := {"agency": "luton-unit-2", "type": "social", "country": "uk", "actor": {"id": "p-1", "role": "case_owner"}}

senior := {"agency": "luton-unit-2", "type": "social", "country": "uk", "actor": {"id": "p-2", "role": "senior_social_worker"}}

police := {"agency": "luton-police", "type": "police", "country": "uk", "actor": {"id": "p-3", "role": "local_poc"}}

adviser := {"agency": "luton-adviser", "type": "religious_adviser", "country": "uk", "actor": {"id": "p-4", "role": "member"}}

unit := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "uk.luton", "forum": "uk.luton.safeguarding", "meeting": null,
		"purpose": "support.child_protection", "legal_basis": ["uk.ca89.s17", "eu-gdpr:A6-1-e", "eu-gdpr:A9-2-g"],
		"why": "Plan the next visit", "fields": [{"path": "subject.name.full"}], "emergency": false,
	},
	"requester": worker, "recipient": worker, "holder": senior,
	"subject": {"ref": "case-0071", "age": 14, "minor": true},
	"facts": {"membership.active": true, "case.accepted": true, "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(unit, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

set_request(key, value) := {"op": "replace", "path": concat("/", ["/request", key]), "value": value}

asking(paths) := set_request("fields", [{"path": path, "why": "to plan"} | some path in paths])

between(receiver, purpose) := [
	{"op": "replace", "path": "/requester", "value": receiver},
	{"op": "replace", "path": "/recipient", "value": receiver},
	set_request("forum", "bilateral"),
	set_request("purpose", purpose),
]

delivery(receiver) := array.concat(between(receiver, "support.service_delivery"), [
	set_fact("receiver.is_named_provider", true),
	set_fact("consent.status", "given"),
])

test_lut_1_unit_reads_its_file if {
	decision := answer([asking(["involvement.workbook", "subject.photo", "police.intelligence", "source.identity"])])
	decision.reasons == ["permit_child_protection"]
	decision.fields["involvement.workbook"] == {"action": "disclose"}
	decision.fields["subject.photo"] == {"action": "disclose"}
	decision.fields["police.intelligence"].reason == "deny_not_needed"
	decision.fields["source.identity"].reason == "deny_not_needed"
	answer([set_fact("case.accepted", false)]).reasons == ["deny_default"]
	answer([{"op": "replace", "path": "/recipient/agency", "value": "luton-unit-4"}]).reasons == ["deny_default"]
	answer([set_request("purpose", "support.housing_work")]).reasons == ["deny_default"]
}

test_lut_1_assessment_team_owes_a_referral if {
	{"id": "refer_after_assessment", "due": "P10D"} in answer([set_request("forum", "uk.luton.assessment")]).obligations
	not "refer_after_assessment" in {duty.id | some duty in answer([]).obligations}
}

test_lut_2_workbook_stays_inside if {
	decision := answer(array.concat(delivery(police), [asking(["involvement.workbook", "needs.urgency"])]))
	decision.fields["involvement.workbook"] == {"action": "withhold", "reason": "deny_not_needed"}
	decision.fields["needs.urgency"] == {"action": "disclose"}
}

test_lut_3_police_on_the_site if {
	named := array.concat(between(police, "support.family"), [set_fact("request.why_child_safety", true)])
	answer(array.concat(named, [asking(["needs.urgency", "contact.address", "contact.phone"])])).fields == {
		"needs.urgency": {"action": "disclose"},
		"contact.address": {"action": "disclose"},
		"contact.phone": {"action": "withhold", "reason": "deny_not_needed"},
	}
	answer(between(police, "support.family")).reasons == ["deny_default"]
}

test_lut_4_no_intelligence_without_escalation if {
	asked := between(police, "security.triage")
	answer(asked).reasons == ["deny_intelligence_from_outreach"]
	answer(array.concat(asked, [set_fact("case.escalation", "recorded")])).reasons == ["deny_default"]
}

test_lut_5_police_items_are_marked if {
	held := [
		{"op": "replace", "path": "/holder/type", "value": "police"},
		{"op": "add", "path": "/held/police.search_result", "value": {"basis": "fact"}},
		asking(["police.search_result", "assessment.outcome"]),
	]
	fields := answer(array.concat(delivery(police), held)).fields
	fields["police.search_result"] == {"action": "disclose"}
	fields["assessment.outcome"] == {"action": "withhold", "reason": "deny_originator_control"}
}

test_lut_6_to_the_panel_by_the_senior_social_worker if {
	panel := set_request("forum", "uk.channel")
	answer([panel]).reasons == ["deny_default"]
	answer([panel, {"op": "replace", "path": "/holder/actor/role", "value": "case_owner"}]).reasons == ["deny_use_spoc"]
}

aged(age) := {"op": "replace", "path": "/subject", "value": {"age": age}}

test_lut_7_up_to_25 if {
	answer([aged(25)]).effect == "permit"
	answer([aged(26)]).reasons == ["deny_person_out_of_scope"]
	answer([aged(null)]).reasons == ["deny_person_out_of_scope"]
	answer([aged(26), set_fact("family.child_present", true)]).effect == "permit"
}

test_lut_8_group_supervision if {
	supervision := [set_request("forum", "uk.luton.supervision"), set_request("purpose", "oversight.supervision")]
	decision := answer(array.concat(supervision, [asking(["needs.detail", "plan.owner", "involvement.progress", "case.id"])]))
	decision.reasons == ["permit_forum_member"]
	{path | some path, field in decision.fields; field.action == "disclose"} == {"needs.detail", "plan.owner", "involvement.progress"}
	{"id": "offer_staff_support", "due": "P1M"} in decision.obligations
	{"id": "progress_review", "due": "P1M"} in decision.obligations
}

test_a_religious_adviser_sees_plan_and_age_band if {
	paths := ["plan.actions", "subject.age_band", "subject.name.full", "needs.detail"]
	decision := answer(array.concat(delivery(adviser), [asking(paths)]))
	{path | some path, field in decision.fields; field.action == "disclose"} == {"plan.actions", "subject.age_band"}
	"uk.lut-adviser" in decision.rules
}
