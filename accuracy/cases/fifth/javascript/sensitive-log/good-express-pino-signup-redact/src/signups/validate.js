const isText = (value, least, most) => typeof value === 'string' && value.length >= least && value.length <= most

export function problemsOf({ email, name, password }) {
  const problems = []
  if (!isText(email, 5, 200) || !email.includes('@')) problems.push('email')
  if (!isText(name, 1, 80)) problems.push('name')
  if (!isText(password, 12, 200)) problems.push('password')
  return problems
}
