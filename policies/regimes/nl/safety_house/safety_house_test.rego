# METADATA
# title: Dutch safety houses
package sharebroker.packs.nl_safety_house_test

import data.sharebroker.asking_test as asking

city := asking.party("nl-demo-city", "municipality", "member")

case_meeting := {
	"regime": "nl.safety_house", "forum": "nl.safety_house", "purpose": "support.reintegration", "codes": ["nl.wgs", "eu-gdpr:A9-2-h"],
	"paths": ["housing.status", "education.status"], "from": city, "to": asking.party("nl-demo-prob", "prison_probation", "member"),
	"meeting": {"id": "2026-03", "date": "2026-03-05", "agenda_has_case": true},
	"facts": {"agreement.confidentiality": "signed", "case.owner": "p-9"},
}

changed(question, facts) := object.union(question, {"facts": facts})

test_saf_1_the_protocol_is_signed if {
	asking.reasons(changed(case_meeting, {"agreement.confidentiality": "expired"})) == ["deny_confidentiality_unsigned"]
	outside := object.union(case_meeting, {"forum": "bilateral", "meeting": null})
	asking.reasons(changed(outside, {"agreement.confidentiality": "unsigned"})) == ["deny_confidentiality_unsigned"]
}

test_saf_2_each_member_its_own_part if {
	asking.actions(case_meeting) == {"housing.status": "disclose", "education.status": "withhold deny_not_needed"}
	asking.reasons(object.union(case_meeting, {"meeting": null})) == ["deny_default"]
	asking.reasons(changed(case_meeting, {"case.owner": ""})) == ["deny_default"]
	asking.reasons(object.union(case_meeting, {"forum": "bilateral"})) == ["deny_default"]
	asking.reasons(object.union(case_meeting, {"purpose": "support.family"})) == ["deny_default"]
}

test_saf_3_no_care_data_for_the_prosecutor if {
	prosecutor := asking.party("nl-demo-om", "prosecutor", "prosecutor")
	care := asking.party("nl-demo-ggz", "health.mental", "member")
	asking.reasons(object.union(case_meeting, {"to": prosecutor, "from": care})) == ["deny_purpose_prosecution"]
	asking.reasons(object.union(case_meeting, {"to": prosecutor})) == ["permit_forum_member"]
}

test_saf_4_need_flag_and_a_clinicians_summary if {
	health := object.union(case_meeting, {
		"to": asking.party("nl-demo-ggz", "health.mental", "member"), "paths": ["health.mental.need_flag"],
		"whys": ["health.mental.summary"],
	})
	asking.actions(health) == {"health.mental.need_flag": "disclose", "health.mental.summary": "generalise need_flag"}
	doctor := asking.party("nl-demo-clinic", "health.mental", "clinician")
	asking.actions(object.union(health, {"from": doctor}))["health.mental.summary"] == "disclose"
}
