# METADATA
# title: DSG
package sharebroker.packs.fr_dsg_test

import data.sharebroker.asking_test as asking

hand_over := {
	"regime": "fr.dsg", "forum": "fr.pg", "purpose": "support.service_planning", "paths": ["subject.name.full", "police.search_result"],
	"facts": {"case.security_threat": "none"},
	"to": asking.party("fr.pg", "prefecture", "coordinator"), "from": asking.party("fr.dsg", "police", "spoc"),
}

test_dsg_1_has_the_rules_of_the_assessment_group if {
	decision := asking.answer(hand_over)
	decision.reasons == ["permit_assessment_result"]
	decision.rules == ["fr.dsg-1"]
	asking.actions(hand_over) == {"subject.name.full": "disclose", "police.search_result": "withhold deny_not_needed"}
	asking.reasons(object.union(hand_over, {"facts": {"case.security_threat": "possible"}})) == ["deny_security_retained"]
}

test_dsg_1_means_its_own_groups if {
	asking.reasons(object.union(hand_over, {"from": asking.party("fr.ged", "police", "spoc")})) == ["deny_default"]
	asking.reasons(object.union(hand_over, {"forum": "fr.cpraf"})) == ["deny_default"]
}

test_ter_4_the_psychologist_does_not_attend if {
	at_table := {"forum": "fr.dsg", "to": asking.party("fr-39-psy", "health.mental", "clinical_psychologist")}
	asking.reasons(object.union(hand_over, at_table)) == ["deny_frontline_at_distance"]
}
