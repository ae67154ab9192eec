const counters = { visits: {}, votes: {} }

exports.count = (group, member, by) => {
  if (group.length > 20 || member.length > 20) throw new RangeError('bad counter')
  counters[group] ??= {}
  counters[group][member] = by
}
