# METADATA
# title: MASH
package sharebroker.packs.uk_mash_test

import data.sharebroker.disclosure

social := {"agency": "luton-social", "type": "social", "country": "uk", "actor": {"id": "p-1", "role": "member"}}

nurse := {"agency": "luton-nhs", "type": "health.mental", "country": "uk", "actor": {"id": "p-2", "role": "clinician"}}

enquiry := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "uk.mash", "forum": "uk.mash", "meeting": null,
		"purpose": "support.child_protection", "legal_basis": ["uk.ca89.s47", "eu-gdpr:A9-2-g"], "why": "Is the child safe?",
		"fields": [{"path": "subject.name.full"}], "emergency": false,
	},
	"requester": social, "recipient": social, "holder": nurse,
	"subject": {"ref": "case-0071", "age": 12, "minor": true},
	"facts": {"membership.active": true, "case.open_enquiry": true, "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(enquiry, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

asking(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path, "why": "to judge"} | some path in paths]}

health := asking(["health.mental.need_flag", "health.mental.summary"])

disclosed(patches) := {path | some path, field in answer(patches).fields; field.action == "disclose"}

test_mash_1_child_in_an_enquiry if {
	adult := {"op": "replace", "path": "/subject", "value": {"age": 30}}
	answer([]).reasons == ["permit_child_protection"]
	answer([adult]).reasons == ["deny_default"]
	answer([adult, set_fact("family.child_present", true)]).effect == "permit"
	answer([{"op": "replace", "path": "/request/purpose", "value": "support.education"}]).effect == "deny"
}

receiver(type) := {"op": "replace", "path": "/recipient/type", "value": type}

test_mash_1_needs_to_care_and_the_summary_to_social_work if {
	disclosed([health]) == {"health.mental.need_flag", "health.mental.summary"}
	disclosed([health, receiver("health.primary")]) == {"health.mental.need_flag"}
	disclosed([health, receiver("police")]) == set()
}

test_mash_2_records_stay_out if {
	clinician := {"op": "replace", "path": "/recipient", "value": object.union(nurse, {"agency": "luton-gp"})}
	decision := answer([clinician, asking(["health.mental.record"])])
	decision.fields["health.mental.record"] == {"action": "withhold", "reason": "deny_clinician_only"}
	"uk.mash-2" in decision.rules
}

test_mash_3_no_open_enquiry if {
	decision := answer([set_fact("case.open_enquiry", false)])
	decision.reasons == ["deny_default"]
	decision.rules == ["uk.mash-3"]
}

test_mash_4_numbers if {
	decision := answer([
		{"op": "replace", "path": "/request/purpose", "value": "knowledge.statistics"},
		set_fact("aggregate.smallest_cell", 10),
	])
	decision.reasons == ["permit_aggregate_only"]
	decision.rules == ["uk.mash-4"]
}
