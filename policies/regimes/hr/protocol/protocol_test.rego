# METADATA
# title: Croatian protocols
package sharebroker.packs.hr_protocol_test

import data.sharebroker.asking_test as asking

case := {
	"regime": "hr.protocol", "forum": "bilateral", "purpose": "support.victim", "codes": ["hr.protocol"], "paths": ["subject.name.full"],
	"facts": {"case.protocol": "named", "receiver.is_named_expert": true, "statute.dpo_confirmed": true, "case.radicalisation_only": false},
	"to": asking.party("hr-demo-help", "victim_support", "case_owner"), "from": asking.party("hr-demo-police", "police", "member"),
}

test_pro_1_the_named_expert if {
	asking.reasons(case) == ["permit_statutory_gateway"]
	asking.reasons(object.union(case, {"facts": {"receiver.is_named_expert": false}})) == ["deny_default"]
	asking.reasons(object.union(case, {"facts": {"case.protocol": "none"}})) == ["deny_default"]
	asking.reasons(object.union(case, {"facts": {"statute.dpo_confirmed": false}})) == ["deny_no_legal_basis"]
}

test_pro_2_not_for_radicalisation_alone if {
	asking.reasons(object.union(case, {"facts": {"case.radicalisation_only": true}})) == ["deny_regime_unconfirmed"]
}

test_pro_3_a_child_goes_by_child_protection if {
	asking.reasons(object.union(case, {"age": 12})) == ["deny_default"]
	asking.reasons(object.union(case, {"facts": {"family.child_present": true}})) == ["deny_default"]
	protection := object.union(case, {"purpose": "support.child_protection", "age": 12})
	asking.reasons(protection) == ["permit_statutory_gateway"]
}
