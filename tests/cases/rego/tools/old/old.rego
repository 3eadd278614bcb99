package old

allow { input.user == "ada" }

names[n] { n := ["x", "y"][_] }
