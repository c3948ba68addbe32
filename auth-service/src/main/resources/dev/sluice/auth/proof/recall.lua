-- One round trip for one attempt: how long to wait if there have been too many, or else the proof if it is of
-- this very password; if neither, the attempt is counted. An attempt moves the moment when none is owed any
-- more by one interval, and that moment may lie some intervals ahead. It is looked at first, so that whoever
-- has used up the budget cannot go on guessing against the proof.
local verifier, interval, burst = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = math.max(now, tonumber(redis.call('GET', KEYS[2]) or 0)) + interval
local wait = due - now - interval * burst
if wait > 0 then
  return {wait, false}
end
local proof = redis.call('GET', KEYS[1])
if proof and string.sub(proof, 1, #verifier) == verifier then
  return {0, string.sub(proof, #verifier + 1)}
end
redis.call('SET', KEYS[2], due, 'PX', due - now)
return {0, false}
