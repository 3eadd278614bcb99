# METADATA
# title: Wegweiser
package sharebroker.packs.de_nw_wegweiser_test

import data.sharebroker.asking_test as asking

house := asking.party("de.nw.wegweiser", "ngo.intervention", "coordinator")

partner := asking.party("de-demo-family", "family_advice", "case_owner")

referral := {
	"regime": "de.nw.wegweiser", "forum": "bilateral", "purpose": "support.family",
	"paths": ["subject.name.full", "contact.phone", "contact.email"], "to": partner, "from": house,
	"facts": {"consent.status": "given", "receiver.is_named_provider": true},
}

changed(question, facts) := object.union(question, {"facts": facts})

test_weg_1_the_chosen_partner_with_consent if {
	asking.actions(referral) == {
		"subject.name.full": "disclose",
		"contact.phone": "disclose",
		"contact.email": "withhold deny_not_needed",
	}
	asking.reasons(changed(referral, {"receiver.is_named_provider": false})) == ["deny_default"]
	asking.reasons(changed(referral, {"consent.status": "refused"})) == ["deny_consent_refused"]
	asking.reasons(changed(referral, {"consent.status": "unknown"})) == ["deny_consent_missing"]
}

test_weg_2_nothing_for_intelligence if {
	service := asking.party("de-demo-lfv", "intelligence.constitutional_protection", "member")
	asking.reasons(object.union(referral, {"to": service})) == ["deny_intelligence_from_outreach"]
}

test_weg_3_progress_comes_back if {
	back := object.union(referral, {
		"purpose": "support.progress_feedback", "to": house, "from": partner,
		"paths": ["involvement.progress", "needs.urgency"],
	})
	asking.actions(back) == {"involvement.progress": "disclose", "needs.urgency": "withhold deny_not_needed"}
	asking.reasons(object.union(back, {"forum": "de.nw.wegweiser", "to": partner, "from": house})) == ["deny_default"]
}
