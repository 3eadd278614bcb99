# METADATA
# title: Every row is made of known words
package sharebroker.tables_test

import data.base.words
import data.sharebroker.tables

packs := {pack.regime: pack.rows | some country in data.regimes; some pack in country}

rows := array.concat(data.base.tables.rows, [row | some pack in packs; some row in pack])

conditions := {"by", "from", "to", "forum", "purposes", "bases"}

columns := object.keys(words.columns)

effects := {effect | some effect in words.columns.effect.values}

# Terms of a condition: what its list or its values say.
terms(name) := {value | some value in words.conditions[name].values} if {
	words.conditions[name].values
} else := {term | some list in words.conditions[name].words; some term, _ in words[list]} | groups(name) if {
	words.conditions[name]
} else := {true, false} if {
	words.facts[name].type == "yes_no"
} else := {value | some value in words.facts[name].values} if {
	words.facts[name].type == "choice"
} else := object.keys(words.forums) if {
	words.facts[name].type == "forum"
}

groups(name) := {root | some root in words.purpose_roots} if {
	"purposes" in words.conditions[name].words
} else := {term | some entry in words.fields; some term in entry.within} if {
	"fields" in words.conditions[name].words
} else := {term | some entry in words.agency_types; some term in entry.within}

wrong_terms(part) := {[name, term] |
	some name, wanted in object.union_n([object.filter(part, conditions), object.get(part, "when", {}), object.get(part, "unless", {})])
	some term in wanted
	not known(name, term)
}

known(name, term) if term in terms(name)

covered := {term | some field in words.fields; some term in field.within}

parts := array.concat(rows, [grant | some row in rows; some grant in row.grants])

test_columns_are_known if {
	every part in parts { object.keys(part) - columns == set() }
}

test_conditions_use_known_words if {
	every part in parts { wrong_terms(part) == set() }
}

test_paths_are_in_the_catalogue if {
	every part in parts {
		every key in ["paths", "not_paths"] {
			every path in object.get(part, key, []) { path in covered }
		}
	}
}

test_row_ids_are_unique if {
	count({row.id | some row in rows}) == count(rows)
}

test_a_part_begins_with_the_id_of_its_rule if {
	every row in rows { startswith(concat("", [row.id, "."]), concat("", [object.get(row, "rule", row.id), "."])) }
}

test_shared_rows_exist if {
	every country in data.regimes {
		every pack in country {
			every place, ids in object.get(pack, "shares", {}) {
				known := {row.id | some row in object.get(object.union({"base": data.base.tables.rows}, packs), place, [])}
				object.keys(ids) - known == set()
			}
		}
	}
}

test_rows_say_where_they_come_from if {
	every row in rows {
		row.source != ""
		row.status in {"seed", "ours", "verify"}
		row.text.en != ""
		row.text.fr != ""
		row.effect in effects
	}
}

test_reasons_fit_effects if {
	every row in rows {
		object.get(row, "reason", "none") in reasons_for(row.effect)
	}
}

reasons_for(effect) := {code | some code, _ in words.reasons; startswith(code, concat("", [effect, "_"]))} if {
	effect in {"permit", "deny"}
} else := {"none"} if {
	effect in {"block", "limit", "oblige", "rego"}
} else := {code | some code, reason in words.reasons; reason.order >= 0} | {"field_pseudonymised"}

test_rows_with_a_reason_of_either_class_choose_one if {
	every row in [row | some row in rows; words.reasons[row.reason].class == "either"] {
		row.class in {"request", "person"}
	}
}

test_obligations_are_known if {
	every row in rows {
		every id, due in object.get(row, "obligations", {}) {
			words.obligations[id]
			is_string(due)
		}
	}
}

permits := [row | some row in rows; row.effect == "permit"]

test_permits_name_purposes_and_grants if {
	every row in permits {
		count(row.purposes) > 0
		is_array(row.grants)
	}
}

test_tier_x_and_n_are_granted_by_path_only if {
	every row in permits {
		every grant in row.grants {
			{tier | some tier in object.get(grant, "tiers", [])} - {"R", "P"} == set()
		}
	}
}

test_no_row_permits_prosecution_or_intelligence_gathering if {
	every row in permits {
		{"prosecution", "security", "security.intelligence_gathering"} & reach(row) == set()
	}
}

reach(row) := {purpose | some purpose in row.purposes} | {split(purpose, ".")[0] |
	some purpose in row.purposes
	startswith(purpose, "prosecution.")
}

test_imminent_harm_is_permitted_by_the_base_alone if {
	{tables.rule_of(row) | some row in permits; "security.imminent_harm" in row.purposes} == {"base-15"}
}

test_packs_stand_at_the_place_their_regime_names if {
	every country, under in data.regimes {
		every name, pack in under {
			pack.regime == concat(".", [country, name])
			words.regimes[pack.regime]
			pack.title.en != ""
			pack.title.fr != ""
		}
	}
}

# A shared row that is gone would be a rule that silently vanished.
test_a_shared_row_that_is_gone_is_noticed if {
	pack := {"regime": "fr.dsg", "shares": {"fr.ged": {"fr.ged-none": "fr.dsg-1"}}, "rows": []}
	found := data.sharebroker.request.shares_found with data.regimes.fr.dsg as pack with input as {"request": {"regime": "fr.dsg"}}
	found == false
}
