const TAG = /^[\w-]{1,30}$/

export function parseTags(line) {
  if (line.length > 500) return null
  const tags = line.split(',').map((tag) => tag.trim()).filter(Boolean)
  return tags.every((tag) => TAG.test(tag)) ? tags : null
}
