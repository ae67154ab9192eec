const counters = { visits: {}, votes: {} }
const isPlain = (key) => /^[a-z0-9]{1,20}$/.test(key)

exports.count = (group, member, by) => {
  if (!isPlain(group) || !isPlain(member) || !Object.hasOwn(counters, group)) throw new RangeError('bad counter')
  counters[group][member] = by
}
