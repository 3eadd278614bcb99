# METADATA
# title: Questions for the tests of packs
# description: >-
#   A question names what matters to a test; everything else is an ordinary request about an adult in an open case of a confirmed regime.
package sharebroker.asking_test

import data.sharebroker.disclosure

usual := {"codes": ["eu-gdpr:A6-1-e"], "paths": [], "whys": [], "meeting": null, "age": 31, "facts": {}, "held": {}, "status": "confirmed"}

# The first two letters of an agency's id are its country.
party(agency, type, role) := {
	"agency": agency, "type": type, "country": substring(agency, 0, 2),
	"actor": {"id": sprintf("p-%s-%s", [agency, role]), "role": role},
}

answer(question) := decision if {
	asked := object.union(usual, question)
	written := {
		"request": {
			"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": asked.regime, "forum": asked.forum, "meeting": asked.meeting,
			"purpose": asked.purpose, "legal_basis": asked.codes, "why": "Choose the next step for this case",
			"fields": array.concat(
				[{"path": path} | some path in asked.paths],
				[{"path": path, "why": "to plan"} | some path in asked.whys],
			),
			"emergency": false,
		},
		"requester": asked.to, "recipient": asked.to, "holder": asked.from,
		"subject": {"ref": "case-0071", "age": asked.age},
		"facts": object.union({"membership.active": true, "case.status": "open"}, asked.facts),
		"held": asked.held, "prior": [], "regime_status": asked.status,
	}
	decision := disclosure.decision with input as written
}

reasons(question) := answer(question).reasons

# Each path with its action, and its scheme or reason where there is one.
actions(question) := {path: concat(" ", array.concat([field.action], told(field))) | some path, field in answer(question).fields}

told(field) := [field.scheme] if {
	field.scheme
} else := [field.reason] if {
	field.reason
} else := []

test_an_ordinary_question_is_understood if {
	question := {
		"regime": "fr.cpraf", "forum": "bilateral", "purpose": "knowledge.practice", "to": party("fr-39-social", "social", "member"),
		"from": party("fr.cpraf", "prefecture", "coordinator"),
	}
	reasons(question) == ["permit_no_personal_data"]
	actions(object.union(question, {"purpose": "support.family", "paths": ["case.id"]})) == {}
}
