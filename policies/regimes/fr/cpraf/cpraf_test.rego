# METADATA
# title: CPRAF
package sharebroker.packs.fr_cpraf_test

import data.sharebroker.disclosure

secretariat := {"agency": "fr-39-pref", "type": "prefecture", "country": "fr", "actor": {"id": "p-1", "role": "coordinator"}}

social := {"agency": "fr-39-social", "type": "social", "country": "fr", "actor": {"id": "p-2", "role": "member"}}

school := {"agency": "fr-39-school", "type": "school", "country": "fr", "actor": {"id": "p-3", "role": "spoc"}}

meeting := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "fr.cpraf", "forum": "fr.cpraf",
		"meeting": {"id": "2026-04", "date": "2026-04-02", "agenda_has_case": true},
		"purpose": "support.service_planning", "legal_basis": ["eu-gdpr:A6-1-e"], "why": "Find out which services this family needs",
		"fields": [{"path": "subject.name.full"}], "emergency": false,
	},
	"requester": social, "recipient": social, "holder": secretariat,
	"subject": {"ref": "case-0071", "age": 16, "minor": true},
	"facts": {
		"membership.active": true, "agreement.confidentiality": "signed", "police_search": "no_security_response",
		"case.security_threat": "none", "case.status": "open",
	},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

afterwards := json.patch(meeting, [
	{"op": "replace", "path": "/request/forum", "value": "bilateral"},
	{"op": "replace", "path": "/request/meeting", "value": null},
	{"op": "replace", "path": "/request/purpose", "value": "support.service_delivery"},
	{"op": "replace", "path": "/requester", "value": school},
	{"op": "replace", "path": "/recipient", "value": school},
	{"op": "add", "path": "/facts/consent.status", "value": "given"},
	{"op": "add", "path": "/facts/receiver.is_named_provider", "value": true},
	{"op": "add", "path": "/facts/receiver.is_spoc", "value": true},
])

answer(base, patches) := decision if {
	decision := disclosure.decision with input as json.patch(base, patches)
}

set_fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

asking(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path} | some path in paths]}

asking_with_why(paths) := {"op": "replace", "path": "/request/fields", "value": [{"path": path, "why": "to plan"} | some path in paths]}

test_cpr_1_agreement if {
	answer(meeting, [set_fact("agreement.confidentiality", "unsigned")]).reasons == ["deny_confidentiality_unsigned"]
	answer(afterwards, [set_fact("agreement.confidentiality", "expired")]).reasons == ["deny_confidentiality_unsigned"]
}

test_cpr_2_meeting if {
	answer(meeting, [{"op": "replace", "path": "/request/meeting", "value": null}]).reasons == ["deny_no_meeting"]
	answer(meeting, [{"op": "replace", "path": "/request/meeting/agenda_has_case", "value": false}]).reasons == ["deny_no_meeting"]
}

test_cpr_3_front_line if {
	answer(meeting, [{"op": "replace", "path": "/requester/actor/role", "value": "frontline"}]).reasons == ["deny_frontline_at_distance"]
	answer(meeting, [{"op": "replace", "path": "/recipient/actor/role", "value": "frontline"}]).reasons == ["deny_frontline_at_distance"]
}

test_cpr_4_threat_or_no_search if {
	answer(meeting, [set_fact("case.security_threat", "possible")]).reasons == ["deny_security_retained"]
	answer(meeting, [set_fact("police_search", "not_done")]).reasons == ["deny_security_retained"]
	answer(afterwards, [set_fact("police_search", "security_response")]).reasons == ["deny_security_retained"]
}

test_cpr_5_minimal_set if {
	paths := ["case.id", "subject.birth_date", "contact.address", "needs.detail", "contact.phone", "work.employer"]
	answer(meeting, [asking(paths)]).fields == {
		"case.id": {"action": "disclose"},
		"subject.birth_date": {"action": "generalise", "scheme": "age_band", "reason": "field_minimised"},
		"contact.address": {"action": "generalise", "scheme": "municipality", "reason": "field_minimised"},
		"needs.detail": {"action": "generalise", "scheme": "service_type", "reason": "field_minimised"},
		"contact.phone": {"action": "withhold", "reason": "deny_not_needed"},
		"work.employer": {"action": "withhold", "reason": "field_minimised"},
	}
}

test_cpr_6_named_service if {
	decision := answer(afterwards, [asking(["subject.birth_date", "education.attendance", "housing.status"])])
	decision.reasons == ["permit_support_need_to_know"]
	decision.rules == ["base-25", "fr.cpr-6"]
	decision.fields["education.attendance"] == {"action": "disclose"}
	decision.fields["housing.status"] == {"action": "withhold", "reason": "deny_not_needed"}
	answer(afterwards, [set_fact("receiver.is_spoc", false)]).reasons == ["deny_use_spoc"]
	answer(afterwards, [set_fact("receiver.is_named_provider", false)]).reasons == ["deny_default"]
	answer(afterwards, [set_fact("consent.status", "unknown")]).reasons == ["deny_consent_missing"]
	answer(afterwards, [set_fact("consent.status", "refused")]).reasons == ["deny_consent_refused"]
	answer(afterwards, [set_fact("consent.status", "not_required(child at risk)")]).effect == "permit"
}

test_cpr_7_progress if {
	decision := answer(meeting, [
		{"op": "replace", "path": "/request/purpose", "value": "support.progress_feedback"},
		asking(["involvement.progress", "plan.actions", "needs.urgency"]),
	])
	decision.reasons == ["permit_progress_status"]
	decision.fields == {
		"involvement.progress": {"action": "disclose"},
		"plan.actions": {"action": "withhold", "reason": "field_minimised"},
		"needs.urgency": {"action": "withhold", "reason": "deny_not_needed"},
	}
}

test_cpr_8_police_and_prosecutor_plan_only if {
	by := {type: {"op": "replace", "path": "/requester/type", "value": type} | some type in ["prosecutor", "police.prevention"]}
	progress := {"op": "replace", "path": "/request/purpose", "value": "support.progress_feedback"}
	trial := {"op": "replace", "path": "/request/purpose", "value": "prosecution.trial"}
	answer(meeting, [by.prosecutor]).effect == "permit"
	answer(meeting, [by.prosecutor, progress]).reasons == ["deny_purpose_prosecution"]
	answer(meeting, [by["police.prevention"]]).effect == "permit"
	answer(meeting, [by["police.prevention"], progress]).reasons == ["deny_intelligence_from_outreach"]
	answer(meeting, [by["police.prevention"], trial]).reasons == ["deny_purpose_prosecution"]
}

test_cpr_9_detailed_fields if {
	answer(meeting, [asking_with_why(["subject.photo", "education.incidents"])]).fields == {
		"subject.photo": {"action": "withhold", "reason": "field_minimised"},
		"education.incidents": {"action": "withhold", "reason": "field_minimised"},
	}
}
