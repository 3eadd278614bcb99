# METADATA
# title: Facets that the packs so far do not all use
package sharebroker.facets_test

import data.sharebroker.facets
import data.sharebroker.fields
import data.sharebroker.tables

party := {"agency": "be-1-city", "type": "municipality", "country": "be", "actor": {"id": "p-1", "role": "member"}}

asked := {
	"request": {
		"id": "rq-1", "at": "2026-03-02T09:30:00Z", "regime": "be.lisc", "forum": "be.lisc", "purpose": "support.service_delivery",
		"legal_basis": ["eu-gdpr:A6-1-e"], "why": "A test", "fields": [{"path": "contact.phone"}], "emergency": false,
	},
	"requester": party, "recipient": party, "holder": party,
	"subject": {}, "facts": {}, "held": {}, "prior": [], "regime_status": "confirmed",
}

seen(facet, patches) := value if {
	value := facets.seen[facet] with input as json.patch(asked, patches)
}

of_age(subject) := seen("subject", [{"op": "replace", "path": "/subject", "value": subject}])

test_minor_and_adult if {
	of_age({"age": 17}) == {"minor"}
	of_age({"age": 17, "minor": true}) == {"minor"}
	of_age({"age": 17, "minor": false}) == {"adult"}
	of_age({"minor": true}) == {"minor", "of_age", "over_25"}
	of_age({"age": 18, "minor": true}) == {"adult", "of_age"}
	of_age({"age": 25}) == {"adult", "of_age"}
	of_age({"age": 26}) == {"adult", "of_age", "over_25"}
	of_age({}) == {"adult", "of_age", "over_25"}
	of_age({"minor": false}) == {"adult", "of_age", "over_25"}
	of_age(null) == {"adult", "of_age", "over_25"}
}

codes(list) := [{"op": "replace", "path": "/request/legal_basis", "value": list}]

test_named_codes_and_codes_that_cover if {
	seen("named", codes(["eu-gdpr:A6-1-e", "fr.csi.L132-5"])) == {"eu-gdpr:A6-1-e", "fr.csi.L132-5"}
	seen("bases", codes(["eu-gdpr:A6-1-e", "fr.csi.L132-5"])) == {"eu-gdpr:A6-1-e"}
}

test_a_code_with_a_date_wants_a_time if {
	parties := ["requester", "recipient", "holder"]
	french := [{"op": "replace", "path": concat("/", ["", name, "country"]), "value": "fr"} | some name in parties]
	every at in ["2012-05-01T00:00:00Z", "2026-03-02T09:30:00Z"] {
		dated := array.concat(french, [{"op": "add", "path": "/request/at", "value": at}])
		seen("bases", array.concat(dated, codes(["fr.csi.L132-5"]))) == {"fr.csi.L132-5"}
	}
	every at in ["2012-04-30T23:59:59Z", "", null, 2026, ["2026"], {"at": "2026"}] {
		dated := array.concat(french, [{"op": "add", "path": "/request/at", "value": at}])
		seen("bases", array.concat(dated, codes(["fr.csi.L132-5"]))) == set()
	}
}

test_provider_permit_may_want_a_code if {
	seen("provider_permit", []) == {"no"}
	seen("provider_permit", codes(["be.lsic.2018"])) == {"yes"}
	seen("provider_permit", [{"op": "replace", "path": "/request/regime", "value": "fr.cpraf"}]) == {"yes"}
	seen("provider_permit", [{"op": "replace", "path": "/request/regime", "value": "fr.ged"}]) == {"no"}
}

test_asked_and_stated if {
	seen("asked", []) == {"contact", "contact.phone"}
	seen("stated", []) == set()
	seen("stated", [{"op": "add", "path": "/facts/case.status", "value": "open"}]) == {"case.status"}
}

escalated(regime, key) := seen("escalation", [
	{"op": "replace", "path": "/request/regime", "value": regime},
	{"op": "add", "path": concat("/", ["/facts", key]), "value": true},
])

test_high_risk_and_joint_decision_are_escalations_in_their_regimes if {
	escalated("de.by.nuremberg", "case.high_risk") == {"recorded"}
	escalated("nl.p120", "case.joint_decision") == {"recorded"}
	escalated("nl.p120", "case.high_risk") == {"none"}
	escalated("be.lisc", "case.joint_decision") == {"none"}
}

test_an_unknown_kind_of_assessment_counts_as_the_two_strictest if {
	some kind in ["psychiatric", "transgenerational"]
	tables.meets("assessment.kind", [kind]) with input as asked
	known := json.patch(asked, [{"op": "add", "path": "/facts/assessment.kind", "value": "behavioural"}])
	not tables.meets("assessment.kind", [kind]) with input as known
	tables.meets("assessment.kind", ["behavioural"]) with input as known
	not tables.meets("assessment.kind", ["behavioural"]) with input as asked
}

test_fields_by_origin if {
	held := [{"op": "add", "path": "/held/contact.phone", "value": {"origin_purpose": "security.intelligence_gathering"}}]
	reach := fields.selected({"origin": ["security.intelligence_gathering"]}) with input as json.patch(asked, held)
	reach == {"contact.phone"}
	none := fields.selected({"origin": ["security.intelligence_gathering"]}) with input as asked
	none == set()
}

fact(key, value) := {"op": "add", "path": concat("/", ["/facts", key]), "value": value}

test_types_and_roles_of_a_party if {
	other := [
		{"op": "replace", "path": "/recipient/type", "value": "police.local_poc"},
		{"op": "replace", "path": "/recipient/actor/role", "value": "local_poc"},
		{"op": "replace", "path": "/holder/actor/role", "value": "spoc"},
	]
	seen("either", other) == {"municipality", "police", "police.local_poc"}
	seen("requester.is", other) == {"municipality", "member"}
	seen("recipient.is", other) == {"police", "police.local_poc", "local_poc"}
	seen("holder.is", other) == {"municipality", "spoc"}
}

test_contact_points_on_both_sides if {
	holder := {"op": "replace", "path": "/holder/actor/role", "value": "spoc"}
	seen("contact_points", [holder, fact("receiver.is_spoc", true)]) == {"yes"}
	seen("contact_points", [holder]) == {"no"}
	seen("contact_points", [fact("receiver.is_spoc", true)]) == {"no"}
}

test_case_owner_and_acute_risk_need_a_name if {
	seen("case_owner", [fact("case.owner", "p-9")]) == {"named"}
	seen("case_owner", [fact("case.owner", " ")]) == {"none"}
	seen("case_owner", []) == {"none"}
	risk := fact("case.imminent_risk", true)
	seen("acute", [risk, fact("case.imminent_risk.recorded_by", "p-9")]) == {"yes"}
	seen("acute", [risk, fact("case.imminent_risk.recorded_by", " ")]) == {"no"}
	seen("acute", [fact("case.imminent_risk", false), fact("case.imminent_risk.recorded_by", "p-9")]) == {"no"}
	seen("acute", []) == {"no"}
}

test_grounds if {
	seen("grounds", []) == set()
	seen("grounds", [fact("consent.status", "given")]) == {"consent"}
	seen("grounds", [fact("consent.status", "not_required(a reason)"), fact("case.security_threat", "possible")]) == set()
	seen("grounds", [fact("case.security_threat", "confirmed"), fact("statute.dpo_confirmed", true)]) == {"threat", "statute"}
}

test_general_codes if {
	seen("general_codes", codes(["eu-gdpr:A6-1-e"])) == {"only"}
	seen("general_codes", codes(["eu-gdpr:A6-1-c", "eu-gdpr:A6-1-e", "fr.csi.L132-5"])) == {"only"}
	seen("general_codes", codes(["eu-gdpr:A6-1-e", "eu-gdpr:A6-1-a"])) == {"mixed"}
	seen("general_codes", codes(["be.planr"])) == {"mixed"}
}
