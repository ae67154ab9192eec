const Redis = require('ioredis')
const { loadTimetable } = require('./timetables')

const redis = new Redis(process.env.REDIS_URL)

async function timetable(line) {
  const key = `timetable:${line}`
  const hit = await redis.get(key)
  if (hit !== null) return JSON.parse(hit)
  const fresh = await loadTimetable(line)
  await redis.set(key, JSON.stringify(fresh))
  return fresh
}

module.exports = { timetable }
