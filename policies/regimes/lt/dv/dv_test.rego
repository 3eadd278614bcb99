# METADATA
# title: Lithuania, domestic violence
package sharebroker.packs.lt_dv_test

import data.sharebroker.asking_test as asking

call := {
	"regime": "lt.dv", "forum": "bilateral", "purpose": "support.victim", "paths": ["contact.safe_contact_note", "contact.address"],
	"to": asking.party("lt-demo-help", "victim_support", "case_owner"), "from": asking.party("lt-demo-police", "police", "member"),
	"facts": {"consent.status": "given"},
}

changed(facts) := object.union(call, {"facts": facts})

test_dv_1_consent_or_a_confirmed_statute if {
	asking.actions(call) == {"contact.safe_contact_note": "disclose", "contact.address": "withhold deny_not_needed"}
	asking.reasons(call) == ["permit_consent"]
	asking.reasons(changed({"consent.status": "refused", "statute.dpo_confirmed": true})) == ["permit_statutory_gateway"]
	asking.reasons(changed({"consent.status": "refused"})) == ["deny_consent_refused"]
	asking.reasons(changed({"consent.status": "expired"})) == ["deny_consent_missing"]
}

test_all_1_suicide_data_serve_nothing_else if {
	held := {"contact.address": {"origin_purpose": "support.suicide_prevention"}}
	stopped := object.union(call, {"held": held})
	asking.reasons(stopped) == ["deny_default"]
	asking.answer(stopped).rules == ["lt.all-1"]
}
