package a
x if { some a b }
