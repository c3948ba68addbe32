-- Keeps the proof, if there is one to keep, and gives the attempt back that it took.
local interval = tonumber(ARGV[3])
if ARGV[2] ~= '0' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
local due = redis.call('GET', KEYS[2])
if due then
  local time = redis.call('TIME')
  local left = due - interval - time[1] * 1000 - math.floor(time[2] / 1000)
  if left > 0 then
    redis.call('SET', KEYS[2], due - interval, 'PX', left)
  else
    redis.call('DEL', KEYS[2])
  end
end
return 0
