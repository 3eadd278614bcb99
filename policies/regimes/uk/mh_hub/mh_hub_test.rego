# METADATA
# title: Mental health hubs
package sharebroker.packs.uk_mh_hub_test

import data.sharebroker.disclosure

officer := {"agency": "ct-north", "type": "police.ct_unit", "country": "uk", "actor": {"id": "p-1", "role": "member"}}

nurse := {"agency": "nhs-hub", "type": "health.mental", "country": "uk", "actor": {"id": "p-2", "role": "embedded_clinician"}}

clinician := {"agency": "nhs-north", "type": "health.mental", "country": "uk", "actor": {"id": "p-3", "role": "clinician"}}

practitioner := {"agency": "gp-north", "type": "health.primary", "country": "uk", "actor": {"id": "p-4", "role": "clinician"}}

hub := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "uk.mh_hub", "forum": "uk.mh_hub", "meeting": null,
		"purpose": "support.needs_assessment", "legal_basis": ["eu-gdpr:A6-1-e", "eu-gdpr:A9-2-h"], "why": "Plan a safe visit",
		"fields": [{"path": "assessment.outcome"}], "emergency": false,
	},
	"requester": officer, "recipient": officer, "holder": clinician,
	"subject": {"ref": "case-0071", "age": 24, "minor": false},
	"facts": {"membership.active": true, "case.stage": "predisposing", "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(hub, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

asking(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path, "why": "to help"} | some path in paths]}

between(receiver, holder, purpose, facts) := array.concat(
	[
		{"op": "replace", "path": "/requester", "value": receiver},
		{"op": "replace", "path": "/recipient", "value": receiver},
		{"op": "replace", "path": "/holder", "value": holder},
		{"op": "replace", "path": "/request/forum", "value": "bilateral"},
		{"op": "replace", "path": "/request/purpose", "value": purpose},
	],
	[set_fact(key, value) | some key, value in facts],
)

disclosed(patches) := {path | some path, field in answer(patches).fields; field.action == "disclose"}

test_mhh_1_result_not_record if {
	decision := answer([asking(["assessment.outcome", "health.mental.summary", "health.mental.record", "subject.name.full"])])
	decision.reasons == ["permit_assessment_result"]
	decision.fields["assessment.outcome"] == {"action": "disclose"}
	decision.fields["health.mental.summary"] == {"action": "withhold", "reason": "deny_clinician_only"}
	decision.fields["health.mental.record"] == {"action": "withhold", "reason": "deny_clinician_only"}
	decision.fields["subject.name.full"] == {"action": "withhold", "reason": "deny_not_needed"}
	consent_code := {"op": "replace", "path": "/request/legal_basis", "value": ["eu-gdpr:A6-1-e", "eu-gdpr:A9-2-a"]}
	answer([consent_code]).fields["assessment.outcome"] == {"action": "withhold", "reason": "deny_not_needed"}
}

test_mhh_1_need_with_a_reason if {
	bilateral := {"op": "replace", "path": "/request/forum", "value": "bilateral"}
	answer([asking(["health.mental.need_flag"])]).fields["health.mental.need_flag"].action == "generalise"
	disclosed([bilateral, asking(["health.mental.need_flag"])]) == {"health.mental.need_flag"}
	silent := {"op": "replace", "path": "/request/fields", "value": [{"path": "health.mental.need_flag"}]}
	answer([silent]).fields["health.mental.need_flag"] == {"action": "withhold", "reason": "field_minimised"}
}

test_mhh_2_clinician_to_clinician if {
	agreed := between(nurse, clinician, "support.health_care", {"consent.status": "given"})
	decision := answer(array.concat(agreed, [asking(["health.mental.record", "contact.phone"])]))
	decision.reasons == ["permit_clinician"]
	decision.fields["health.mental.record"] == {"action": "disclose"}
	decision.fields["contact.phone"] == {"action": "withhold", "reason": "deny_not_needed"}
	answer(between(nurse, clinician, "support.health_care", {})).reasons == ["deny_consent_missing"]
	answer(between(nurse, clinician, "support.health_care", {"consent.status": "refused"})).reasons == ["deny_consent_refused"]
	answer(between(clinician, clinician, "support.health_care", {"consent.status": "given"})).reasons == ["deny_default"]
}

test_mhh_3_referral_to_care if {
	agreed := between(practitioner, clinician, "support.health_care", {"consent.status": "not_required(indirect)"})
	paths := ["health.mental.summary", "contact.phone", "referral.reason_code", "police.search_result", "contact.online_handles"]
	disclosed(array.concat(agreed, [asking(paths)])) == {"health.mental.summary", "contact.phone", "referral.reason_code"}
	{"id": "feedback_to_sender", "due": "P30D"} in answer(agreed).obligations
	answer(between(practitioner, clinician, "support.health_care", {})).reasons == ["deny_consent_missing"]
	answer(between(practitioner, clinician, "support.health_care", {"consent.status": "refused"})).reasons == ["deny_consent_refused"]
}

test_mhh_4_before_any_crime if {
	every stage in ["involved", "exiting"] { answer([set_fact("case.stage", stage)]).reasons == ["deny_person_out_of_scope"] }
	answer([{"op": "remove", "path": "/facts/case.stage"}]).reasons == ["deny_person_out_of_scope"]
}

test_mhh_5_contacts_but_no_intelligence if {
	asked := between(nurse, officer, "support.needs_assessment", {})
	disclosed(array.concat(asked, [asking(["police.contacts", "police.search_result"])])) == {"police.contacts"}
	answer(array.concat(asked, [asking(["police.intelligence"])])).reasons == ["deny_originator_control"]
}
