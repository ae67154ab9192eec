class Fragment {
  constructor(text, values) {
    this.text = text;
    this.values = values;
    Object.freeze(this);
  }
}

/** sql`… ${value} …`: a fragment is spliced with its values, anything else becomes a bound parameter. */
export function sql(strings, ...parts) {
  let text = strings[0];
  const values = [];
  parts.forEach((part, index) => {
    if (part instanceof Fragment) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += '?';
      values.push(part);
    }
    text += strings[index + 1];
  });
  return new Fragment(text, values);
}

export const nothing = new Fragment('', []);

export function allOf(conditions) {
  if (conditions.length === 0) return nothing;
  return conditions.slice(1).reduce((left, right) => sql`${left} AND ${right}`, sql`WHERE ${conditions[0]}`);
}

/** Orders of a list by the name that the page uses for them; unknown names fall back to the first. */
export function ordering(choices) {
  const byName = new Map(Object.entries(choices));
  const fallback = byName.values().next().value;
  return (name) => byName.get(name) ?? fallback;
}

/** Words of a visitor as an FTS5 query: every word is a quoted string, operators lose their meaning. */
export function textQuery(words) {
  return words
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `"${word.replaceAll('"', '""')}"*`)
    .join(' ');
}
