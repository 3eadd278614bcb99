package old_test

import data.old

test_allow { old.allow with input as {"user": "ada"} }

test_names { old.names == {"x", "y"} }

test_not { old.allow with input as {"user": "bob"} }
