# METADATA
# title: 120 project
package sharebroker.packs.nl_p120_test

import data.sharebroker.asking_test as asking

joint := {
	"regime": "nl.p120", "forum": "nl.p120", "purpose": "security.threat_assessment", "codes": ["nl.wgs", "eu-gdpr:A9-2-g"],
	"paths": ["assessment.outcome", "assessment.resilience.factors"], "whys": ["assessment.risk.factors"],
	"to": asking.party("nl-demo-city", "municipality", "member"), "from": asking.party("nl-demo-ggz", "health.mental", "member"),
	"facts": {"case.joint_decision": true, "case.all_parties_basis": true},
}

changed(question, facts) := object.union(question, {"facts": facts})

test_120_1_results_and_levels_no_records if {
	asking.actions(joint) == {
		"assessment.outcome": "disclose",
		"assessment.resilience.factors": "generalise level3",
		"assessment.risk.factors": "generalise level3",
	}
	asking.reasons(changed(joint, {"case.all_parties_basis": false})) == ["deny_default"]
	asking.reasons(object.union(joint, {"purpose": "support.reintegration"})) == ["deny_default"]
}

test_120_2_not_a_police_case if {
	police := object.union(joint, {"to": asking.party("nl-demo-police", "police", "member"), "facts": {"case.police_case": "no"}})
	asking.actions(police) == {
		"assessment.outcome": "disclose",
		"assessment.resilience.factors": "withhold deny_not_needed",
		"assessment.risk.factors": "withhold field_minimised",
	}
	{"id": "deescalate_handover", "due": "P7D"} in asking.answer(police).obligations
	{"id": "deescalate_handover", "due": "P7D"} in asking.answer(changed(joint, {"case.police_case": "no"})).obligations
}

test_120_3_the_police_do_not_ask_alone if {
	alone := changed(object.union(joint, {"to": asking.party("nl-demo-police", "police", "member")}), {"case.joint_decision": false})
	asking.reasons(alone) == ["deny_default"]
	asking.answer(alone).rules == ["nl.120-3"]
}
