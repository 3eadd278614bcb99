package a_test

test_x if true
