# METADATA
# title: Centre of Excellence
package sharebroker.packs.de_by_coe_test

import data.sharebroker.asking_test as asking

centre := asking.party("de.by.coe", "police", "case_owner")

referral := {
	"regime": "de.by.coe", "forum": "de.by.coe", "purpose": "security.threat_assessment", "codes": ["de.baydsg.transfer"],
	"paths": ["subject.name.full", "contact.area", "needs.urgency"], "to": centre,
	"from": asking.party("de-demo-migration", "migration", "member"),
	"facts": {"case.security_threat": "possible", "case.threat_type": "islamist"},
}

plan := object.union(referral, {
	"forum": "bilateral", "purpose": "support.disengagement", "codes": ["de.baypag.transfer"],
	"paths": ["plan.actions", "subject.name.full", "needs.urgency"],
})

changed(question, facts) := object.union(question, {"facts": facts})

test_coe_1_a_referral_comes_under_a_code if {
	asking.actions(referral) == {
		"subject.name.full": "pseudonymise field_pseudonymised",
		"contact.area": "withhold deny_identity_no_security_risk",
		"needs.urgency": "disclose",
	}
	asking.reasons(object.union(referral, {"from": asking.party("de-demo-police", "police", "member")})) == ["deny_default"]
}

test_coe_2_two_persons_open_the_identity if {
	one := changed(referral, {"case.security_threat": "confirmed"})
	asking.reasons(one) == ["deny_default"]
	asking.actions(changed(one, {"case.two_person_decision": true})) == {
		"subject.name.full": "disclose",
		"contact.area": "withhold deny_not_needed",
		"needs.urgency": "withhold deny_not_needed",
	}
}

test_coe_3_a_child_is_protected if {
	child := object.union(referral, {
		"forum": "bilateral", "purpose": "support.child_protection", "codes": ["de.kkg.4"], "age": 15,
		"to": asking.party("de-demo-asd", "child_protection", "case_owner"),
	})
	asking.reasons(child) == ["permit_child_protection"]
	asking.reasons(object.union(child, {"age": 18})) == ["deny_default"]
	asking.reasons(object.union(child, {"codes": ["eu-gdpr:A6-1-e"]})) == ["deny_default"]
}

test_coe_4_prevention_alone_is_no_basis if {
	prevention := object.union(referral, {"purpose": "support.disengagement", "codes": ["eu-gdpr:A6-1-e"]})
	asking.reasons(prevention) == ["deny_no_legal_basis"]
	asking.reasons(object.union(prevention, {"purpose": "support.child_protection"})) == ["permit_pseudonymous_referral"]
}

test_coe_5_the_contact_point_has_the_plan if {
	sent := object.union(plan, {"from": centre, "to": asking.party("de-demo-poc", "police.local_poc", "member")})
	asking.actions(sent) == {
		"plan.actions": "disclose",
		"subject.name.full": "disclose",
		"needs.urgency": "withhold deny_not_needed",
	}
	asking.reasons(changed(sent, {"case.security_threat": "confirmed"})) == ["deny_default"]
}

test_coe_6_the_provider_has_the_plan if {
	sent := object.union(plan, {
		"from": asking.party("de-demo-police", "police", "local_poc"),
		"to": asking.party("de-demo-vpn", "ngo.intervention", "intervention_provider"),
	})
	asking.reasons(changed(sent, {"consent.status": "given"})) == ["permit_consent"]
	asking.reasons(sent) == ["permit_pseudonymous_referral"]
	asking.actions(changed(sent, {"consent.status": "refused"})) == {
		"plan.actions": "disclose",
		"subject.name.full": "pseudonymise field_pseudonymised",
		"needs.urgency": "withhold deny_consent_missing",
	}
}

test_coe_7_progress_comes_back if {
	report := object.union(referral, {"purpose": "support.progress_feedback", "paths": ["involvement.progress", "contact.area"]})
	asking.actions(report) == {
		"involvement.progress": "disclose",
		"contact.area": "withhold deny_identity_no_security_risk",
	}
	{"id": "progress_review", "due": "P1M"} in asking.answer(report).obligations
}

test_coe_8_and_9_stop_the_request if {
	asking.reasons(changed(referral, {"case.threat_type": "far_right"})) == ["deny_threat_type_out_of_scope"]
	asking.reasons(changed(referral, {"request.joins_pseudonym": true})) == ["deny_identity_no_security_risk"]
}
