# Roles that inherit, grants with attributes, and separation of duties.
package authz.rbac

role_graph[role] := parents if {
	some role, definition in data.roles
	parents := object.get(definition, "inherits", [])
}

user_roles contains role if some role in data.users[input.user].roles

all_roles := graph.reachable(role_graph, user_roles)

grants contains grant if {
	some role in all_roles
	some grant in data.roles[role].grants
}

matches(grant) if {
	input.action in grant.actions
	glob.match(grant.resource, ["/"], input.resource)
	conditions_hold(grant)
}

conditions_hold(grant) if not grant.when

conditions_hold(grant) if {
	every name, wanted in grant.when {
		holds(name, wanted)
	}
}

holds("department", wanted) if data.users[input.user].department == wanted

holds("owner", true) if input.owner == input.user

holds("hours", [first, last]) if {
	[hour, _, _] := time.clock(input.time)
	hour >= first
	hour < last
}

conflicts contains pair if {
	some pair in data.separations
	every role in pair { role in all_roles }
}

default decision := {"allow": false, "reasons": ["no grant matches"]}

decision := {"allow": false, "reasons": [sprintf("%v and %v exclude each other", pair) | some pair in conflicts]} if {
	count(conflicts) > 0
} else := {"allow": true, "reasons": reasons} if {
	reasons := sort([grant.resource | some grant in grants; matches(grant)])
	count(reasons) > 0
} else := {"allow": false, "reasons": ["the user is unknown"]} if {
	not data.users[input.user]
}

who_may[user] contains action if {
	some user, _ in data.users
	some role in graph.reachable(role_graph, {r | some r in data.users[user].roles})
	some grant in data.roles[role].grants
	some action in grant.actions
}
