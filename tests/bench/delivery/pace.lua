-- A reader of a hospital's site asks, reads, and asks again: half a second to one and a half later.
function delay()
  return math.random(500, 1500)
end
