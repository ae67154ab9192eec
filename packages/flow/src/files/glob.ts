/** Whether a path is matched by one of the globs: `*` within a folder, `**` across folders, `?` one character; a bare name matches at any depth. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => {
    const pattern = glob.replace(/^\.\//, '').replace(/\/+$/, '')
    return { segments: pattern.split('/'), isBare: !pattern.includes('/') }
  })
  return (path) => {
    const parts = path.split('/')
    return matchers.some(({ segments, isBare }) =>
      isBare ? segmentMatches(segments[0] ?? '', parts.at(-1) ?? '') : pathMatches(segments, parts),
    )
  }
}

/** Dynamic programming over both, so that a hostile pattern costs no more than their product. */
function pathMatches(segments: readonly string[], parts: readonly string[]): boolean {
  let row = new Array<boolean>(parts.length + 1).fill(false)
  row[0] = true
  for (const segment of segments) {
    const next = new Array<boolean>(parts.length + 1).fill(false)
    for (let index = 0; index <= parts.length; index += 1) {
      if (segment === '**') next[index] = row[index] === true || (index > 0 && next[index - 1] === true)
      else if (index > 0 && row[index - 1] === true) next[index] = segmentMatches(segment, parts[index - 1] ?? '')
    }
    row = next
  }
  return row[parts.length] === true
}

function segmentMatches(pattern: string, text: string): boolean {
  let row = new Array<boolean>(text.length + 1).fill(false)
  row[0] = true
  for (const character of pattern) {
    const next = new Array<boolean>(text.length + 1).fill(false)
    for (let index = 0; index <= text.length; index += 1) {
      if (character === '*') next[index] = row[index] === true || (index > 0 && next[index - 1] === true)
      else if (index > 0 && row[index - 1] === true) next[index] = character === '?' || character === text[index - 1]
    }
    row = next
  }
  return row[text.length] === true
}
