package a
input := 1
