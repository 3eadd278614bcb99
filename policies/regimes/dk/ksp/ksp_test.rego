# METADATA
# title: KSP
package sharebroker.packs.dk_ksp_test

import data.sharebroker.asking_test as asking

release := {
	"regime": "dk.ksp", "forum": "dk.ksp", "purpose": "support.reintegration", "codes": ["dk.rpl.115", "sb-law:eu-gdpr.A10"],
	"paths": ["plan.actions"], "whys": ["work.employer", "police.criminal_record"], "facts": {"subject.target_group": "fits"},
	"to": asking.party("dk-461-prison", "prison_probation", "member"), "from": asking.party("dk-461-police", "police", "spoc"),
}

test_ksp_1_the_record_goes_to_the_prison_service_alone if {
	asking.actions(release) == {"plan.actions": "disclose", "work.employer": "disclose", "police.criminal_record": "disclose"}
	social := object.union(release, {"to": asking.party("dk-461-social", "social", "member")})
	asking.actions(social)["police.criminal_record"] == "withhold field_minimised"
}

test_xxp_1_is_shared_with_psp if {
	decision := asking.answer(object.union(release, {"facts": {"subject.target_group": "outside"}}))
	decision.reasons == ["deny_person_out_of_scope"]
	decision.rules == ["dk.xxp-1"]
}
