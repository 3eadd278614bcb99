package a
p := 1
  p
