# METADATA
# title: Lithuania, suicide prevention
package sharebroker.packs.lt_suicide_test

import data.sharebroker.asking_test as asking

acute := {
	"regime": "lt.suicide", "forum": "bilateral", "purpose": "support.suicide_prevention", "codes": ["eu-gdpr:A6-1-e", "eu-gdpr:A9-2-h"],
	"paths": ["subject.name.full", "health.mental.need_flag", "plan.actions"], "age": 17,
	"to": asking.party("lt-demo-er", "health.emergency", "clinician"), "from": asking.party("lt-demo-school", "school", "member"),
	"facts": {"case.imminent_risk": true, "case.imminent_risk.recorded_by": "p-5"},
}

changed(facts) := object.union(acute, {"facts": facts})

test_sui_1_acute_risk_to_the_emergency_service if {
	asking.actions(acute) == {
		"subject.name.full": "disclose",
		"health.mental.need_flag": "disclose",
		"plan.actions": "withhold deny_not_needed",
	}
	asking.reasons(object.union(acute, {"to": asking.party("lt-demo-clinic", "health.primary", "clinician")})) == ["deny_default"]
	consent := object.union(changed({"consent.status": "given"}), {"codes": ["eu-gdpr:A6-1-a"]})
	asking.reasons(object.union(consent, {"status": "draft"})) == ["deny_default"]
}

test_sui_2_a_trained_gatekeeper_with_consent if {
	calm := {"case.imminent_risk": false}
	asking.reasons(changed(calm)) == ["deny_consent_missing", "deny_training_missing"]
	refused := object.union(calm, {"consent.status": "refused", "training.assessment_model": "valid"})
	asking.reasons(changed(refused)) == ["deny_consent_refused"]
	ready := changed(object.union(calm, {"consent.status": "given", "training.assessment_model": "valid"}))
	asking.reasons(ready) == ["permit_consent"]
	asking.actions(ready)["health.mental.need_flag"] == "generalise need_flag"
}

test_all_1_runs_here_too if {
	held := {"plan.actions": {"origin_purpose": "support.suicide_prevention"}}
	other := object.union(acute, {"purpose": "support.family", "held": held})
	asking.answer(other).rules == ["lt.all-1"]
}
