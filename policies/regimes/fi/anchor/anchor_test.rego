# METADATA
# title: Finnish Anchor
package sharebroker.packs.fi_anchor_test

import data.sharebroker.asking_test as asking

police := asking.party("fi-demo-police", "police", "member")

nurse := asking.party("fi-demo-nurse", "health.mental", "clinician")

school := asking.party("fi-demo-school", "school", "member")

team := {
	"regime": "fi.anchor", "forum": "fi.anchor", "purpose": "support.health_care", "codes": ["fi.consent", "eu-gdpr:A9-2-h"],
	"paths": ["subject.name.full", "plan.actions"], "age": 16, "to": asking.party("fi-demo-youth", "youth", "member"),
	"from": police, "facts": {"consent.status": "given"},
}

consulted := object.union(team, {
	"forum": "bilateral", "purpose": "support.education", "to": school,
	"paths": ["education.status", "education.attendance", "housing.status"],
})

changed(question, facts) := object.union(question, {"facts": facts})

test_anc_1_the_team_shares_with_consent if {
	asking.actions(team) == {"subject.name.full": "disclose", "plan.actions": "disclose"}
	{"id": "count_for_evaluation", "due": "P1M"} in asking.answer(team).obligations
	asking.reasons(object.union(team, {"purpose": "support.housing_work"})) == ["deny_default"]
	asking.reasons(changed(team, {"statute.dpo_confirmed": true})) == ["permit_statutory_gateway"]
}

test_anc_2_without_consent_only_child_protection if {
	asked := object.union(team, {"codes": ["eu-gdpr:A6-1-e"]})
	asking.reasons(changed(asked, {"consent.status": "refused"})) == ["deny_consent_refused"]
	asking.reasons(changed(asked, {"consent.status": "not_required(no harm)"})) == ["deny_consent_missing"]
	child := object.union(asked, {"purpose": "support.child_protection"})
	asking.reasons(changed(child, {"consent.status": "refused"})) == ["deny_default"]
}

test_anc_3_a_school_is_named_in_the_consent if {
	asking.reasons(consulted) == ["deny_consent_missing"]
	asking.actions(changed(consulted, {"consent.covers_receiver": true})) == {
		"education.status": "disclose",
		"education.attendance": "withhold deny_not_needed",
		"housing.status": "withhold deny_not_needed",
	}
}

test_anc_4_records_come_from_clinicians if {
	asked := object.union(team, {"paths": ["health.mental.record"], "whys": ["health.mental.summary"], "from": nurse})
	asking.actions(asked) == {"health.mental.record": "withhold deny_clinician_only", "health.mental.summary": "disclose"}
	clinician := asking.party("fi-demo-clinic", "health.primary", "clinician")
	asking.actions(object.union(asked, {"to": clinician}))["health.mental.record"] == "disclose"
	asking.actions(object.union(asked, {"to": clinician, "from": police}))["health.mental.record"] == "withhold deny_clinician_only"
}

test_anc_5_the_steering_group_sees_numbers if {
	asking.reasons(object.union(team, {"forum": "fi.anchor.steering"})) == ["deny_forum_no_persons"]
	steering := asking.party("fi.anchor.steering", "municipality", "steering_group")
	asking.reasons(object.union(team, {"to": steering})) == ["deny_forum_no_persons"]
}

test_anc_6_under_18_unless_a_statute_says_more if {
	asking.reasons(object.union(team, {"age": 18})) == ["deny_person_out_of_scope"]
	asking.reasons(object.union(team, {"age": null})) == ["deny_person_out_of_scope"]
	asking.reasons(changed(object.union(team, {"age": 18}), {"statute.dpo_confirmed": true})) == ["permit_statutory_gateway"]
}
