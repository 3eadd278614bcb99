# METADATA
# title: What no scenario can see
# description: >-
#   Names of places, ids of rules, dues of obligations and single facets: a fault put into one of them changes no decision that a scenario
#   looks at, so that these tests look at them alone.
package sharebroker.faults_test

import data.sharebroker.disclosure
import data.sharebroker.facets
import data.sharebroker.fields
import data.sharebroker.request
import data.sharebroker.tables
import data.sharebroker.validation

party := {"agency": "fr-21-social", "type": "social", "country": "fr", "actor": {"id": "p-1", "role": "member"}}

asked := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "fr.cpraf", "forum": "fr.cpraf",
		"meeting": {"id": "2026-03", "date": "2026-03-05", "agenda_has_case": true},
		"purpose": "support.service_planning", "legal_basis": ["eu-gdpr:A6-1-e"], "why": "Find a service",
		"fields": [{"path": "contact.phone"}], "emergency": false,
	},
	"requester": party, "recipient": party,
	"holder": {"agency": "fr-21-police", "type": "police", "country": "fr", "actor": {"id": "p-3", "role": "spoc"}},
	"subject": {"ref": "case-1", "age": 16, "minor": true},
	"facts": {
		"membership.active": true, "agreement.confidentiality": "signed", "police_search": "no_security_response",
		"case.security_threat": "none", "case.status": "open",
	},
	"held": {}, "prior": [], "regime_status": "confirmed",
}

changed(path, value) := json.patch(asked, [{"op": "add", "path": path, "value": value}])

without(path) := json.patch(asked, [{"op": "remove", "path": path}])

places(path, value) := found if {
	found := validation.unknown with input as changed(path, value)
}

test_the_request_itself_is_understood if {
	known := validation.unknown with input as asked
	known == set()
	decision := disclosure.decision with input as asked
	decision.rules == ["fr.cpr-5"]
}

test_each_place_is_named_by_itself if {
	wrong := {
		"/request/purpose": "no.such", "/request/regime": "xx.none", "/request/forum": "xx.none", "/request/legal_basis": "x",
		"/request/fields": "x", "/request/emergency": "x", "/requester/agency": "", "/recipient/type": "x", "/holder/country": "xx",
		"/requester/actor/role": "x", "/subject": 7, "/held": [], "/prior": {}, "/regime_status": "x", "/facts": [],
	}
	every path, value in wrong { places(path, value) == {named(path)} }
	every value in [7, "x", [7]] { places("/request/fields/0", value) == {"request.fields"} }
	places("/request/legal_basis", ["xx.none"]) == {"request.legal_basis"}
	places("/request/fields/0/path", "no.such") == {"request.fields"}
	places("/held/no.such", {}) == {"held"}
	places("/held/contact.phone", 7) == {"held"}
	places("/held/contact.phone", {"reviewed": "x"}) == {"held"}
	places("/facts/no.such", true) == {"facts"}
	places("/facts/case.status", "ajar") == {"facts"}
}

named(path) := concat(".", array.slice(split(path, "/"), 1, count(split(path, "/"))))

test_an_earlier_receipt_of_a_wrong_kind_is_named if {
	every earlier in [7, {"recipient": 7}, {"purpose": 7}, {"fields": 7}, {"fields": {"a": "b"}}, {"fields": [7]}, {"unchanged": 7}] {
		places("/prior/-", earlier) == {"prior"}
	}
	places("/prior/-", {}) == set()
}

test_what_may_be_missing if {
	every path in ["/subject", "/held", "/prior", "/request/emergency"] {
		found := validation.unknown with input as without(path)
		found == set()
	}
	missing := validation.unknown with input as without("/request/fields")
	missing == {"request.fields"}
	draft := validation.unknown with input as without("/regime_status")
	draft == set()
}

decided(path, value) := [decision.reasons, decision.rules] if {
	decision := disclosure.decision with input as changed(path, value)
}

test_the_rule_behind_each_fault_is_named if {
	decided("/request/purpose", "") == [["deny_purpose_missing"], ["base-2"]]
	decided("/request/why", " ") == [["deny_why_missing"], ["base-2"]]
	decided("/request/forum", "xx.none") == [["deny_unknown_term"], ["base-1"]]
	decided("/facts/holder.declined", true) == [["deny_holder_declined"], ["base-14"]]
	tables.rule_of({"id": "a.part", "rule": "a"}) == "a"
	tables.rule_of({"id": "a"}) == "a"
}

dues(decision) := {duty.id: duty.due | some duty in decision.obligations; duty.due}

test_dues_of_the_rows_replace_the_usual_ones if {
	planned := disclosure.decision with input as asked
	dues(planned) == {"confirm_receipt": "PT24H", "delete_by": "P90D", "feedback_to_sender": "P30D", "progress_review": "P1M"}
	named_provider := json.patch(asked, [
		{"op": "replace", "path": "/request/purpose", "value": "support.service_delivery"},
		{"op": "replace", "path": "/request/forum", "value": "bilateral"},
		{"op": "add", "path": "/facts/receiver.is_named_provider", "value": true},
		{"op": "add", "path": "/facts/receiver.is_spoc", "value": true},
		{"op": "add", "path": "/facts/consent.status", "value": "given"},
	])
	delivered := disclosure.decision with input as named_provider
	"fr.cpr-6" in delivered.rules
	dues(delivered).feedback_to_sender == "P30D"
}

harm := json.patch(asked, [
	{"op": "replace", "path": "/request/purpose", "value": "security.imminent_harm"},
	{"op": "replace", "path": "/request/emergency", "value": true},
	{"op": "add", "path": "/request/legal_basis/-", "value": "eu-gdpr:A6-1-d"},
	{"op": "add", "path": "/facts/case.imminent_risk", "value": true},
	{"op": "add", "path": "/facts/case.imminent_risk.recorded_by", "value": "p-9"},
])

test_an_emergency_has_its_own_dues_and_no_meeting if {
	decision := disclosure.decision with input as harm
	decision.rules == ["base-15"]
	dues(decision) == {"confirm_receipt": "PT24H", "delete_by": "P90D", "dpo_review": "P2D", "escalate": "PT1H"}
	meeting := request.meeting with input as harm
	meeting == "none"
}

blocking := array.concat(data.base.tables.rows, [
	{"id": "t-block", "effect": "block"},
	{"id": "t-oblige", "effect": "oblige", "obligations": {"progress_review": "P7D"}},
])

test_blocks_and_added_duties_give_way_to_an_emergency if {
	usual := disclosure.decision with input as asked with data.base.tables.rows as blocking
	usual.reasons == ["deny_default"]
	urgent := disclosure.decision with input as harm with data.base.tables.rows as blocking
	urgent.effect == "permit"
	not dues(urgent).progress_review
}

seen(patches) := found if {
	found := facets.seen with input as json.patch(asked, patches)
}

test_plain_facets if {
	plain := seen([])
	plain.to == {"social", "fr.cpraf", "support_group"}
	plain.from == {"police"}
	plain.forum_fits == {"yes"}
	plain.covering == {"other"}
	plain.consent_code == {"none"}
	plain.consent == {"unknown"}
	plain.explicit_consent == {"no"}
	plain.escalation == {"none"}
	plain.received_earlier == {"no"}
	plain.duplicate == {"no"}
	plain.roles_mixed == {"no"}
	plain.small_numbers == {"yes"}
	plain.own_unit == {"no"}
	plain.emergency == {"no"}
	plain.from_outreach == {"no"}
}

set_to(path, value) := seen([{"op": "add", "path": path, "value": value}])

test_facets_of_one_change if {
	set_to("/facts/aggregate.smallest_cell", 10).small_numbers == {"no"}
	set_to("/request/forum", "fr.ged").forum_fits == {"no"}
	set_to("/holder/agency", "fr.ged").from == {"police", "fr.ged"}
	set_to("/facts/consent.status", "not_required( )").consent == {"unknown"}
	set_to("/facts/consent.status", "not_required(a law)").consent == {"not_required"}
	set_to("/facts/case.escalation", "recorded").escalation == {"recorded"}
	set_to("/held/contact.phone", {"receipt": null}).received_earlier == {"no"}
	set_to("/held/contact.phone", {"receipt": "01JP"}).received_earlier == {"yes"}
	urgent := facets.seen with input as harm
	urgent.escalation == {"recorded"}
	urgent.emergency == {"yes"}
	high := facets.seen with input as json.patch(asked, [
		{"op": "replace", "path": "/request/regime", "value": "de.by.nuremberg"},
		{"op": "add", "path": "/facts/case.high_risk", "value": true},
	])
	high.escalation == {"recorded"}
}

test_an_earlier_receipt_without_an_id_is_a_duplicate_all_the_same if {
	earlier := {"recipient": "fr-21-social", "purpose": "support.service_planning", "fields": ["contact.phone"], "unchanged": true}
	found := facets.duplicates with input as changed("/prior/-", earlier)
	found == {""}
}

test_words_about_a_field_select_it if {
	explained := changed("/request/fields/0/why", "to call")
	every selection in [{"why": ["yes"]}, {"reviewed": ["no"]}, {"reducible": ["no"]}] {
		found := fields.selected(selection) with input as explained
		"contact.phone" in found
	}
	every selection in [{"why": ["no"]}, {"reviewed": ["yes"]}, {"reducible": ["yes"]}] {
		found := fields.selected(selection) with input as explained
		not "contact.phone" in found
	}
	reviewed := fields.selected({"reviewed": ["yes"]}) with input as changed("/held/contact.phone", {"reviewed": true})
	reviewed == {"contact.phone"}
	reducible := fields.selected({"reducible": ["yes"]}) with input as changed("/request/fields/0/path", "subject.birth_date")
	"subject.birth_date" in reducible
}

test_only_what_is_withheld_is_concealed if {
	fields.concealed("police.intelligence", "withhold") == {"existence": "conceal"}
	fields.concealed("police.intelligence", "disclose") == {}
	fields.concealed("contact.phone", "withhold") == {}
}

test_a_member_of_a_wrong_kind_is_read_as_missing if {
	every value in [7, "x", true] {
		whole := request.whole with input as value
		whole == {}
		body := request.body with input as {"request": value}
		body == {}
		facts := request.facts with input as {"facts": value}
		facts == {}
		held := request.held with input as {"held": value}
		held == {}
		prior := request.prior with input as {"prior": value}
		prior == []
		listed := request.fields with input as {"request": {"fields": value}}
		listed == []
		codes := request.legal_basis with input as {"request": {"legal_basis": value}}
		codes == []
	}
}

nobody := {"agency": "", "type": "", "country": "", "actor": "", "role": ""}

test_a_missing_member_is_nothing_that_a_list_knows if {
	request.regime == null with input as {}
	request.purpose == null with input as {}
	request.forum == null with input as {}
	request.meeting == "none" with input as {}
	every value in [{}, {"requester": 7}] {
		parties := request.parties with input as value
		parties == {"requester": nobody, "recipient": nobody, "holder": nobody}
	}
}

lent := {
	"dk.ssp": {"regime": "dk.ssp", "shares": {"dk.psp": {"r-1": "here-1"}}, "rows": []},
	"dk.psp": {"regime": "dk.psp", "rows": [{"id": "r-1"}, {"id": "r-2"}]},
}

sharing(id) := {"dk": {"ssp": json.patch(lent["dk.ssp"], [{"op": "replace", "path": "/shares/dk.psp", "value": {id: "here-1"}}]), "psp": lent["dk.psp"]}}

test_a_shared_row_is_borrowed_alone_and_must_be_there if {
	asking := changed("/request/regime", "dk.ssp")
	rows := request.borrowed with input as asking with data.regimes as sharing("r-1")
	rows == [{"id": "r-1"}]
	found := request.shares_found with input as asking with data.regimes as sharing("r-1")
	found == true
	lost := request.shares_found with input as asking with data.regimes as sharing("r-9")
	lost == false
	unknown := validation.unknown with input as asking with data.regimes as sharing("r-9")
	"request.regime" in unknown
	known := validation.unknown with input as asking with data.regimes as sharing("r-1")
	not "request.regime" in known
}

test_a_regime_that_no_list_knows_has_no_pack if {
	pack := request.pack with input as changed("/request/regime", "xx.none")
		with data.regimes as {"xx": {"none": {"regime": "xx.none", "rows": []}}}
	pack == {}
}
