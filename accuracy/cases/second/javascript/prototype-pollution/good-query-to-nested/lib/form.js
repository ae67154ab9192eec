exports.parse = (text) => {
  const result = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const [group, field] = name.split('.')
    if (field === undefined) result[group] = value
    else {
      result[group] ??= Object.create(null)
      result[group][field] = value
    }
  }
  return result
}
