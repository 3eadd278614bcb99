# METADATA
# title: PG
package sharebroker.packs.fr_pg_test

import data.sharebroker.asking_test as asking

meeting := {
	"regime": "fr.pg", "forum": "fr.pg", "purpose": "support.service_planning", "paths": ["subject.birth_date", "plan.actions"],
	"meeting": {"id": "2026-04", "date": "2026-04-02", "agenda_has_case": true},
	"facts": {"agreement.confidentiality": "signed", "police_search": "no_security_response", "case.security_threat": "none"},
	"to": asking.party("fr-39-youth", "youth", "member"), "from": asking.party("fr-39-city", "municipality", "spoc"),
}

test_pg_1_has_the_rules_of_the_cpraf if {
	decision := asking.answer(meeting)
	decision.reasons == ["permit_forum_member"]
	"fr.pg-1" in decision.rules
	asking.actions(meeting) == {"subject.birth_date": "generalise age_band", "plan.actions": "withhold deny_not_needed"}
	asking.reasons(object.union(meeting, {"meeting": null})) == ["deny_no_meeting"]
	asking.reasons(object.union(meeting, {"facts": {"agreement.confidentiality": "unsigned"}})) == ["deny_confidentiality_unsigned"]
}

test_pg_1_a_health_agency_needs_the_framework if {
	agency := object.union(meeting, {"to": asking.party("fr-ars", "health.authority", "member")})
	asking.reasons(agency) == ["deny_confidentiality_unsigned"]
	asking.reasons(object.union(agency, {"facts": {"agreement.framework": "signed"}})) == ["permit_forum_member"]
}
