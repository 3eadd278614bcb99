# METADATA
# title: Departmental assessment group
package sharebroker.packs.fr_ged_test

import data.sharebroker.disclosure

cpraf := {"agency": "fr.cpraf", "type": "prefecture", "country": "fr", "actor": {"id": "p-1", "role": "coordinator"}}

group := {"agency": "fr.ged", "type": "police", "country": "fr", "actor": {"id": "p-2", "role": "member"}}

school := {"agency": "fr-39-school", "type": "school", "country": "fr", "actor": {"id": "p-3", "role": "spoc"}}

hand_over := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "fr.ged", "forum": "fr.cpraf", "meeting": null,
		"purpose": "support.service_planning", "legal_basis": ["eu-gdpr:A6-1-e"], "why": "The assessment is over",
		"fields": [{"path": "subject.name.full"}, {"path": "police.search_result"}, {"path": "police.contacts", "why": "to know"}],
		"emergency": false,
	},
	"requester": cpraf, "recipient": cpraf, "holder": group,
	"subject": {"ref": "case-0071", "age": 17, "minor": true},
	"facts": {"membership.active": true, "case.security_threat": "none", "case.status": "open"},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

question := json.patch(hand_over, [
	{"op": "replace", "path": "/request/forum", "value": "fr.ged"},
	{"op": "replace", "path": "/request/purpose", "value": "security.threat_assessment"},
	{"op": "replace", "path": "/request/fields/1", "value": {"path": "assessment.risk.level", "why": "a new threat"}},
	{"op": "remove", "path": "/request/fields/2"},
	{"op": "replace", "path": "/requester", "value": group},
	{"op": "replace", "path": "/recipient", "value": group},
	{"op": "replace", "path": "/holder", "value": school},
	{"op": "add", "path": "/facts/case.escalation", "value": "recorded"},
	{"op": "add", "path": "/facts/case.escalation.by_forum", "value": "fr.cpraf"},
])

answer(base, patches) := decision if {
	decision := disclosure.decision with input as json.patch(base, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

test_ged_1_threat_stays if {
	answer(hand_over, [set_fact("case.security_threat", "possible")]).reasons == ["deny_security_retained"]
	answer(hand_over, [set_fact("case.security_threat", "confirmed")]).reasons == ["deny_security_retained"]
	answer(hand_over, [{"op": "remove", "path": "/facts/case.security_threat"}]).reasons == ["deny_security_retained"]
}

test_ged_2_hand_over if {
	decision := answer(hand_over, [])
	decision.reasons == ["permit_assessment_result"]
	decision.fields == {
		"subject.name.full": {"action": "disclose"},
		"police.search_result": {"action": "withhold", "reason": "deny_not_needed"},
		"police.contacts": {"action": "withhold", "reason": "deny_not_needed"},
	}
	{"id": "deescalate_handover", "due": "P7D"} in decision.obligations
	answer(hand_over, [{"op": "replace", "path": "/holder/agency", "value": "fr-39-police"}]).reasons == ["deny_default"]
	answer(hand_over, [{"op": "replace", "path": "/request/purpose", "value": "support.family"}]).reasons == ["deny_default"]
}

test_ged_3_outreach_is_not_questioned if {
	answer(question, [set_fact("case.escalation", "none")]).reasons == ["deny_intelligence_from_outreach"]
	police := {"op": "replace", "path": "/holder/type", "value": "police"}
	answer(question, [set_fact("case.escalation", "none"), police]).reasons == ["deny_default"]
}

test_ged_4_escalation if {
	decision := answer(question, [])
	decision.reasons == ["permit_security_escalation"]
	decision.fields == {"subject.name.full": {"action": "disclose"}, "assessment.risk.level": {"action": "disclose"}}
	answer(question, [set_fact("case.escalation.by_forum", "fr.pg")]).reasons == ["deny_default"]
	no_why := answer(question, [{"op": "remove", "path": "/request/fields/1/why"}])
	no_why.fields["assessment.risk.level"] == {"action": "withhold", "reason": "field_minimised"}
}
