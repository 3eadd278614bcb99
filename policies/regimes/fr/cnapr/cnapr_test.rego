# METADATA
# title: CNAPR
package sharebroker.packs.fr_cnapr_test

import data.sharebroker.asking_test as asking

report := {
	"regime": "fr.cnapr", "forum": "fr.ged", "purpose": "security.triage", "paths": ["source.type", "source.identity", "contact.address"],
	"whys": ["subject.birth_date"],
	"to": asking.party("fr.ged", "police", "triage_officer"), "from": asking.party("fr.cnapr", "helpline", "coordinator"),
}

reporter := object.union(report, {
	"forum": "bilateral", "purpose": "support.progress_feedback", "paths": ["involvement.progress", "case.status"], "whys": [],
	"to": asking.party("fr-caller", "helpline", "reporter"),
})

test_nat_2_what_finds_the_right_person if {
	asking.reasons(report) == ["permit_statutory_gateway"]
	asking.actions(report) == {
		"source.type": "disclose", "source.identity": "withhold deny_source_protected", "contact.address": "generalise municipality",
		"subject.birth_date": "disclose",
	}
	asking.reasons(object.union(report, {"forum": "bilateral", "to": asking.party("fr-39-police", "police", "triage_officer")})) == ["deny_default"]
}

test_nat_3_received_and_nothing_more if {
	asking.actions(reporter) == {"involvement.progress": "generalise present_absent", "case.status": "withhold deny_not_needed"}
	asking.reasons(object.union(reporter, {"to": asking.party("fr-39-social", "social", "member")})) == ["deny_default"]
}
