const LANGUAGES = ['en', 'nb', 'de', 'fr']

exports.backTo = (req) => req.query.back || req.get('referer') || '/'

exports.pick = (wanted) => (LANGUAGES.includes(wanted) ? wanted : 'en')
