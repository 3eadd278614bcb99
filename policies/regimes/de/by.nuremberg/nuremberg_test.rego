# METADATA
# title: Nuremberg threat management
package sharebroker.packs.de_by_nuremberg_test

import data.sharebroker.asking_test as asking

team := {
	"regime": "de.by.nuremberg", "forum": "de.by.nuremberg", "purpose": "security.threat_assessment", "codes": ["de.stgb.34"],
	"paths": ["subject.name.full", "plan.actions"], "to": asking.party("de-demo-school", "school", "member"),
	"from": asking.party("de-demo-crisis", "health.emergency", "member"), "facts": {"case.high_risk": true},
}

expert := object.union(team, {"to": asking.party("de-demo-clinic", "health.mental", "ad_hoc_expert")})

changed(question, facts) := object.union(question, {"facts": facts})

test_nue_1_high_risk_only if {
	asking.reasons(changed(team, {"case.high_risk": false})) == ["deny_threshold_not_met"]
	asking.reasons(changed(expert, {"case.high_risk": false})) == ["deny_threshold_not_met"]
}

test_nue_2_the_core_team if {
	asking.actions(team) == {"subject.name.full": "disclose", "plan.actions": "disclose"}
	asking.reasons(object.union(team, {"forum": "bilateral"})) == ["deny_default"]
	planning := object.union(team, {"purpose": "support.service_planning", "codes": ["de.baydsg.transfer"]})
	asking.reasons(planning) == ["deny_default"]
	asking.reasons(changed(planning, {"case.decision": "follow_up"})) == ["permit_forum_member"]
	to_expert := object.union(planning, {"to": expert.to})
	asking.reasons(to_expert) == ["deny_default"]
	asking.reasons(changed(to_expert, {"case.decision": "follow_up"})) == ["permit_ad_hoc_expert"]
}

test_nue_3_the_expert_works_under_a_code if {
	every forum in ["de.by.nuremberg", "bilateral"] {
		asked := object.union(expert, {"forum": forum})
		asking.actions(asked) == {
			"subject.name.full": "pseudonymise field_pseudonymised",
			"plan.actions": "withhold deny_not_needed",
		}
		{"id": "expert_answer", "due": "PT48H"} in asking.answer(asked).obligations
	}
}

test_nue_4_an_all_clear_shortens_the_time if {
	{"id": "delete_by", "due": "P90D"} in asking.answer(team).obligations
	{"id": "delete_by", "due": "P30D"} in asking.answer(changed(team, {"case.decision": "all_clear"})).obligations
}

test_nue_5_police_only_if_needed if {
	police := object.union(team, {"to": asking.party("de-demo-police", "police", "member")})
	asking.reasons(police) == ["deny_use_spoc"]
	asking.reasons(changed(police, {"case.police_need_recorded": true})) == ["permit_forum_member"]
}
