# METADATA
# title: SSP
package sharebroker.packs.dk_ssp_test

import data.sharebroker.asking_test as asking

child := {
	"regime": "dk.ssp", "forum": "dk.ssp", "purpose": "support.education", "codes": ["dk.rpl.115.1-ssp", "eu-gdpr:A9-2-g"], "age": 15,
	"paths": ["education.attendance", "police.search_result", "contact.phone"],
	"to": asking.party("dk-461-school", "school", "member"), "from": asking.party("dk-461-social", "social", "case_owner"),
}

test_ssp_1_and_2_a_school_sees_schooling_and_no_police if {
	asking.reasons(child) == ["permit_statutory_gateway"]
	asking.actions(child) == {"education.attendance": "disclose", "police.search_result": "withhold deny_not_needed", "contact.phone": "withhold deny_not_needed"}
	social := object.union(child, {"to": asking.party("dk-461-family", "social", "member")})
	asking.actions(social)["police.search_result"] == "disclose"
}

test_ssp_1_three_parties_two_purposes if {
	asking.reasons(object.union(child, {"to": asking.party("dk-461-home", "housing", "member")})) == ["deny_default"]
	asking.reasons(object.union(child, {"purpose": "support.health_care"})) == ["deny_default"]
	asking.reasons(object.union(child, {"codes": ["eu-gdpr:A6-1-e"]})) == ["deny_default"]
}

test_xxp_1_under_18 if {
	asking.reasons(object.union(child, {"age": 18})) == ["deny_person_out_of_scope"]
	asking.reasons(object.union(child, {"age": 17})) == ["permit_statutory_gateway"]
}
