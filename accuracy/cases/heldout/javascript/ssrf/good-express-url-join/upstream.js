const BASE = 'https://files.internal/public/'

exports.target = (wanted) => {
  const url = new URL(BASE)
  url.searchParams.set('name', wanted)
  url.searchParams.set('via', 'portal')
  return url
}
