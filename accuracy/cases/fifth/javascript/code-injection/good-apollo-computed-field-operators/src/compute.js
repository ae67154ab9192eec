const OPERATORS = {
  SUM: (left, right) => left + right,
  DIFFERENCE: (left, right) => left - right,
  RATIO: (left, right) => (right === 0 ? null : left / right),
}

export function compile({ left, operator, right }) {
  const apply = OPERATORS[operator]
  return (row) => apply(row[left.toLowerCase()], row[right.toLowerCase()])
}
