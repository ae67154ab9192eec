exports.read = (header) => {
  const text = Buffer.from(header ?? 'e30=', 'base64').toString('utf8')
  return JSON.parse(text)
}
