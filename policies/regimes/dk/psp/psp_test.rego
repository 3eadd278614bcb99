# METADATA
# title: PSP
package sharebroker.packs.dk_psp_test

import data.sharebroker.asking_test as asking

care := {
	"regime": "dk.psp", "forum": "dk.psp", "purpose": "support.health_care", "codes": ["dk.rpl.115.1-psp", "eu-gdpr:A9-2-h"],
	"paths": ["health.mental.need_flag"], "whys": ["health.mental.summary"], "facts": {"subject.target_group": "fits"},
	"to": asking.party("dk-461-social", "social", "member"), "from": asking.party("dk-461-psy", "health.mental", "clinician"),
}

police := object.union(care, {"to": asking.party("dk-461-police", "police", "member")})

test_psp_1_the_police_see_what_a_clinician_reviewed if {
	asking.actions(care) == {"health.mental.need_flag": "disclose", "health.mental.summary": "disclose"}
	asking.actions(police)["health.mental.summary"] == "generalise need_flag"
	seen := object.union(police, {"held": {"health.mental.summary": {"basis": "fact", "reviewed": true}}})
	asking.actions(seen)["health.mental.summary"] == "disclose"
}

test_xxp_1_the_target_group if {
	asking.reasons(object.union(care, {"facts": {"subject.target_group": "outside"}})) == ["deny_person_out_of_scope"]
}
