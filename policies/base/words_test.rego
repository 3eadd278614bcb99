# METADATA
# title: The lists agree with each other
package sharebroker.words_test

import data.base.words

test_counts_of_the_lists if {
	count(words.purposes) == 33
	count(words.agency_types) == 40
	count(words.roles) == 32
	count(words.forums) == 42
	count(words.regimes) == 37
	count(words.legal_bases) == 64
	count(words.fields) == 65
	count(words.reasons) == 52
	count(words.obligations) == 24
}

prefixes(term) := {concat(".", array.slice(parts, 0, n)) | parts := split(term, "."); some n in numbers.range(1, count(parts))}

test_within_is_the_term_and_what_covers_it if {
	every list in [words.purposes, words.agency_types, words.fields] {
		every term, entry in list { {t | some t in entry.within} == prefixes(term) }
	}
}

test_every_purpose_is_below_a_root if {
	every entry in words.purposes { entry.within[count(entry.within) - 1] in words.purpose_roots }
}

test_codes_name_known_countries_purposes_regimes_and_facts if {
	every basis in words.legal_bases {
		basis.country in array.concat(words.countries, ["any"])
		every purpose in basis.purposes { purpose in (object.keys(words.purposes) | {root | some root in words.purpose_roots}) }
		object.get(basis, "regime", "dk.ssp") in object.keys(words.regimes)
		object.get(basis, "fact", "statute.dpo_confirmed") in object.keys(words.facts)
	}
}

test_forums_have_a_known_ceiling_and_regimes_known_forums if {
	every forum in words.forums { words.ceilings[forum.person_level] }
	every regime in words.regimes {
		every forum in regime.forums { words.forums[forum] }
	}
}

test_regimes_without_persons_have_only_forums_without_persons if {
	every regime in words.regimes {
		only_none := {"none"} == {words.forums[forum].person_level | some forum in regime.forums}
		regime.no_persons == only_none
	}
}

test_fields_are_reduced_to_fields_of_a_lower_tier if {
	every field in {p: f | some p, f in words.fields; f.target} {
		words.schemes[field.scheme]
		words.fields[field.target].tier in {"R", "P"}
	}
}

test_there_are_eight_default_generalisations if {
	count({path | some path, field in words.fields; field.target}) == 8
}

test_every_reason_speaks_english_and_french if {
	every reason in words.reasons {
		reason.text.en != ""
		reason.text.fr != ""
		reason.class in {"request", "person", "either"}
	}
}

test_withhold_reasons_have_one_order if {
	orders := [reason.order | some reason in words.reasons; reason.order >= 0]
	count(orders) == 11
	sort(orders) == numbers.range(0, 10)
}

test_actions_are_ranked_from_the_strictest if {
	ranked := [action | some n in numbers.range(0, 5); some action, entry in words.actions; entry.rank == n]
	ranked == ["withhold", "aggregate", "pseudonymise", "mask", "generalise", "disclose"]
}

test_an_emergency_strikes_out_fourteen_codes if {
	count({code | some code, reason in words.reasons; reason.emergency == "struck"}) == 14
}

test_columns_name_known_conditions_categories_and_marks if {
	every name, column in words.columns {
		is_known := name in object.keys(words.conditions)
		object.get(column, "condition", false) == is_known
	}
	{category | some field in words.fields; category := field.category} | {"own"} == {c | some c in words.columns.categories.values}
	{mark | some field in words.fields; some mark in field.sc} == {mark | some mark in words.columns.sc.values}
}
