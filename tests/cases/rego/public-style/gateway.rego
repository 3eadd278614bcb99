# Routes of an interface, tokens, and rates.
package gateway

path := [part | some part in split(trim(input.path, "/"), "/"); part != ""]

claims := payload if [_, payload, _] := io.jwt.decode(bearer)

bearer := substring(input.headers.authorization, 7, -1) if startswith(input.headers.authorization, "Bearer ")

default allow := false

allow if {
	some route in data.routes
	input.method in route.methods
	matched(route.pattern)
	scope_ok(route)
	not limited
}

matched(pattern) if {
	parts := split(pattern, "/")
	count(parts) == count(path)
	every i, part in parts { fits(part, path[i]) }
}

fits(part, given) if part == given

fits(part, given) if {
	startswith(part, ":")
	regex.match(`^[a-z0-9-]+$`, given)
}

parameters[name] := value if {
	some route in data.routes
	matched(route.pattern)
	some i, part in split(route.pattern, "/")
	startswith(part, ":")
	name := trim_left(part, ":")
	value := path[i]
}

scope_ok(route) if not route.scope

scope_ok(route) if route.scope in split(claims.scope, " ")

limited if {
	used := object.get(input.usage, [client], 0)
	used >= quota
}

client := claims.sub

client := "anonymous" if not claims.sub

quota := data.quotas[client] if {
	data.quotas[client]
} else := data.quotas["*"]

from_inside if {
	some network in data.inside
	net.cidr_contains(network, input.ip)
}

headers["x-client"] := client

headers["x-inside"] := "yes" if from_inside

headers[name] := value if {
	some name, value in input.headers
	startswith(lower(name), "x-forwarded-")
}

query_values := urlquery.decode_object(input.query)

response := {"allow": allow, "headers": headers, "parameters": parameters, "status": status}

status := 200 if {
	allow
} else := 429 if {
	limited
} else := 401 if {
	not bearer
} else := 403
