export function compile(expression) {
  const body = `with (row) { return (${expression}) }`
  return new Function('row', body)
}
