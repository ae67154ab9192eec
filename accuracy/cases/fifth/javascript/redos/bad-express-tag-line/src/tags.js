const LINE = /^(\s*[\w-]+\s*,?)*$/

export function parseTags(line) {
  if (!LINE.test(line)) return null
  return line.split(',').map((tag) => tag.trim()).filter(Boolean)
}
