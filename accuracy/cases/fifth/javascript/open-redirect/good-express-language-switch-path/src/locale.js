const LANGUAGES = ['en', 'nb', 'de', 'fr']
const SELF = 'https://self.invalid'

exports.backTo = (req) => {
  const back = URL.parse(String(req.query.back ?? '/'), SELF)
  return back !== null && back.origin === SELF ? `/${`${back.pathname}${back.search}`.replace(/^[/\\]+/, '')}` : '/'
}

exports.pick = (wanted) => (LANGUAGES.includes(wanted) ? wanted : 'en')
