const BASE = 'https://files.internal/public/'

exports.target = (wanted) => {
  const url = new URL(wanted, BASE)
  url.searchParams.set('via', 'portal')
  return url
}
