package a

b := 1
