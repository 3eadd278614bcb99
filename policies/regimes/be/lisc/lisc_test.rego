# METADATA
# title: LISC
package sharebroker.packs.be_lisc_test

import data.sharebroker.asking_test as asking

meeting := {
	"regime": "be.lisc", "forum": "be.lisc", "purpose": "support.service_planning", "codes": ["be.lsic.2018"],
	"paths": ["subject.name.full", "plan.actions"], "meeting": {"id": "2026-04", "date": "2026-04-02", "agenda_has_case": true},
	"to": asking.party("be-demo-social", "social", "member"), "from": asking.party("be-demo-prev", "municipality.prevention", "coordinator"),
}

team := object.union(meeting, {"forum": "bilateral", "to": asking.party("be.mobile_team", "national_centre", "trainer")})

test_lis_1_and_2_the_law_is_named_and_confirmed if {
	asking.actions(meeting) == {"subject.name.full": "disclose", "plan.actions": "withhold deny_not_needed"}
	asking.reasons(object.union(meeting, {"codes": ["be.cc.458ter"]})) == ["deny_regime_unconfirmed"]
	consent := object.union(meeting, {"codes": ["eu-gdpr:A6-1-a", "be.lsic.2018"], "facts": {"consent.status": "given"}})
	asking.reasons(consent) == ["permit_forum_member"]
	asking.reasons(object.union(consent, {"status": "draft"})) == ["deny_default"]
	asking.reasons(object.union(consent, {"codes": ["eu-gdpr:A6-1-a"]})) == ["deny_default"]
	asking.reasons(object.union(meeting, {"meeting": null})) == ["deny_default"]
}

test_lis_3_task_forces_need_an_escalation if {
	every forum in ["be.ltf", "be.ntf"] {
		asking.reasons(object.union(meeting, {"forum": forum})) == ["deny_intelligence_from_outreach"]
		asking.reasons(object.union(meeting, {"forum": forum, "facts": {"case.escalation": "recorded"}})) == ["deny_default"]
	}
}

test_lis_4_the_mobile_team_advises_without_persons if {
	asking.reasons(team) == ["deny_forum_no_persons"]
	advice := object.union(team, {"purpose": "knowledge.practice", "paths": []})
	asking.reasons(advice) == ["deny_default"]
	asking.reasons(object.union(advice, {"facts": {"agreement.framework": "signed"}})) == ["permit_no_personal_data"]
}
