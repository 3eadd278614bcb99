package a
[1]
