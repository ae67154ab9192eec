exports.parse = (text) => {
  const result = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const [group, field] = name.split('.')
    if (field === undefined) result[group] = value
    else {
      result[group] ??= {}
      result[group][field] = value
    }
  }
  return result
}
