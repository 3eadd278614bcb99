# METADATA
# title: Serious case review
package sharebroker.packs.uk_case_review_test

import data.sharebroker.disclosure

board := {"agency": "brighton-board", "type": "safeguarding_board", "country": "uk", "actor": {"id": "p-1", "role": "chair"}}

review := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "uk.case_review", "forum": "bilateral", "meeting": null,
		"purpose": "oversight.case_review", "legal_basis": ["eu-gdpr:A6-1-e"], "why": "Learn what was missed", "emergency": false,
		"fields": [{"path": "involvement.progress"}, {"path": "involvement.contact_person"}, {"path": "subject.name.full"}],
	},
	"requester": board, "recipient": board,
	"holder": {"agency": "brighton-social", "type": "social", "country": "uk", "actor": {"id": "p-2", "role": "case_owner"}},
	"subject": {"ref": "case-0071", "age": 16, "minor": true}, "facts": {"review.mandate": true, "case.status": "closed"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

answer(patches) := decision if {
	decision := disclosure.decision with input as json.patch(review, patches)
}

test_scr_1_course_of_the_case if {
	decision := answer([])
	decision.reasons == ["permit_statutory_gateway"]
	decision.fields["involvement.progress"] == {"action": "disclose"}
	decision.fields["involvement.contact_person"].action == "pseudonymise"
	decision.fields["subject.name.full"] == {"action": "withhold", "reason": "deny_not_needed"}
	answer([{"op": "remove", "path": "/facts/review.mandate"}]).reasons == ["deny_default"]
	answer([{"op": "replace", "path": "/recipient/type", "value": "research"}]).reasons == ["deny_default"]
}

test_scr_2_live_case if {
	every change in [
		{"op": "remove", "path": "/facts/case.status"},
		{"op": "replace", "path": "/facts/case.status", "value": "open"},
	] {
		decision := answer([change])
		decision.reasons == ["deny_default"]
		decision.rules == ["uk.scr-2"]
	}
}
