# METADATA
# title: Bavarian round tables
package sharebroker.packs.de_by_roundtable_test

import data.sharebroker.asking_test as asking

police := asking.party("de-demo-police", "police", "spoc")

intelligence := asking.party("de-demo-lfv", "intelligence.constitutional_protection", "spoc")

talk := {
	"regime": "de.by.roundtable", "forum": "de.by.roundtable", "purpose": "support.service_planning", "codes": ["de.baydsg.transfer"],
	"paths": ["subject.name.full", "plan.actions"], "to": asking.party("de-demo-youth", "youth", "spoc"), "from": police,
	"facts": {"receiver.is_spoc": true, "case.five_questions": "answered", "consent.status": "given"},
}

changed(question, facts) := object.union(question, {"facts": facts})

test_rt_1_contact_points_only if {
	asking.reasons(changed(talk, {"receiver.is_spoc": false})) == ["deny_use_spoc"]
	asking.reasons(object.union(talk, {"from": asking.party("de-demo-police", "police", "member")})) == ["deny_use_spoc"]
}

test_rt_2_care_speaks_under_a_code_before_intelligence if {
	school := object.union(talk, {"to": intelligence, "from": asking.party("de-demo-school", "school", "spoc")})
	asking.actions(object.union(school, {"paths": ["subject.name.full", "subject.birth_date"]})) == {
		"subject.name.full": "pseudonymise field_pseudonymised",
		"subject.birth_date": "withhold deny_not_needed",
	}
}

test_rt_3_questions_and_a_ground if {
	asking.actions(talk) == {"subject.name.full": "disclose", "plan.actions": "withhold deny_not_needed"}
	asking.reasons(changed(talk, {"case.five_questions": "open"})) == ["deny_no_legal_basis"]
	asking.reasons(changed(talk, {"consent.status": "refused"})) == ["deny_no_legal_basis"]
	asking.reasons(changed(talk, {"consent.status": "refused", "case.security_threat": "confirmed"})) == ["permit_forum_member"]
	threat := object.union(talk, {"purpose": "security.threat_assessment"})
	asking.reasons(threat) == ["deny_default"]
	asking.reasons(object.union(threat, {"to": intelligence})) == ["permit_forum_member"]
	asking.reasons(changed(object.union(threat, {"to": intelligence}), {"case.five_questions": "open"})) == ["deny_no_legal_basis"]
}

test_rt_4_a_plan_goes_as_from_the_centre if {
	plan := object.union(talk, {
		"forum": "bilateral", "from": asking.party("de-demo-poc", "police.local_poc", "member"),
		"to": asking.party("de-demo-vpn", "ngo.intervention", "intervention_provider"), "facts": {"receiver.is_spoc": false},
	})
	asking.reasons(plan) == ["permit_consent"]
	asking.answer(plan).rules == ["de.rt-4"]
	asking.actions(changed(plan, {"consent.status": "refused"})) == {
		"subject.name.full": "pseudonymise field_pseudonymised",
		"plan.actions": "disclose",
	}
}
