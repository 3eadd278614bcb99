# METADATA
# title: Danish national centre
package sharebroker.packs.dk_centre_test

import data.sharebroker.asking_test as asking

person := {
	"regime": "dk.centre", "forum": "bilateral", "purpose": "security.threat_assessment", "paths": ["case.id"],
	"to": asking.party("dk-service", "intelligence", "intelligence_officer"), "from": asking.party("dk-461-city", "municipality", "coordinator"),
}

test_cen_1_no_persons_in_any_forum if {
	decision := asking.answer(object.union(person, {"to": asking.party("dk.centre", "national_centre", "coordinator")}))
	decision.reasons == ["deny_forum_no_persons"]
	decision.rules == ["dk.cen-1"]
}

test_cen_2_numbers if {
	numbers := {"purpose": "knowledge.policy", "facts": {"aggregate.smallest_cell": 20}, "paths": ["contact.area"]}
	asking.actions(object.union(person, numbers)) == {"contact.area": "aggregate"}
}

test_cen_3_intelligence_only_after_an_escalation if {
	asking.reasons(person) == ["deny_forum_no_persons", "deny_intelligence_from_outreach"]
	asking.reasons(object.union(person, {"facts": {"case.escalation": "recorded"}})) == ["deny_forum_no_persons"]
}
