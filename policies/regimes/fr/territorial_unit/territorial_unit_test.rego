# METADATA
# title: Territorial units
package sharebroker.packs.fr_territorial_unit_test

import data.sharebroker.asking_test as asking

delivery := {
	"regime": "fr.territorial_unit", "forum": "fr.territorial_unit", "purpose": "support.service_delivery",
	"paths": ["family.guardian_contact", "education.attendance"], "whys": ["family.members"],
	"facts": {"receiver.is_named_provider": true, "consent.status": "given", "assessment.kind": "behavioural"},
	"to": asking.party("fr-39-unit", "social", "case_owner"), "from": asking.party("fr.pg", "prefecture", "spoc"),
}

report := object.union(delivery, {
	"forum": "bilateral", "purpose": "support.service_planning", "paths": ["assessment.outcome", "plan.actions"], "whys": [],
	"to": asking.party("fr.pg", "prefecture", "coordinator"), "from": asking.party("fr-39-psy", "health.mental", "clinical_psychologist"),
})

test_ter_1_the_named_unit_receives_its_own_categories if {
	asking.actions(delivery) == {
		"family.guardian_contact": "disclose", "education.attendance": "withhold deny_not_needed",
		"family.members": "withhold field_minimised",
	}
	asking.reasons(object.union(delivery, {"facts": {"consent.status": "expired"}})) == ["deny_consent_missing"]
	asking.reasons(object.union(delivery, {"facts": {"consent.status": "refused"}})) == ["deny_consent_refused"]
	asking.reasons(object.union(delivery, {"facts": {"receiver.is_named_provider": false}})) == ["deny_default"]
}

test_ter_2_and_4_outcome_and_plan if {
	asking.actions(report) == {"assessment.outcome": "disclose", "plan.actions": "disclose"}
	asking.actions(object.union(report, {"facts": {"assessment.kind": "psychiatric"}})) == {"assessment.outcome": "disclose", "plan.actions": "withhold deny_not_needed"}
}

test_ter_3_relatives if {
	found := asking.actions(object.union(delivery, {"facts": {"assessment.kind": "transgenerational"}}))
	found["family.guardian_contact"] == "pseudonymise field_pseudonymised"
	found["family.members"] == "withhold deny_not_needed"
}
