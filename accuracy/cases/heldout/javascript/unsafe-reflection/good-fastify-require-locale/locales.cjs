const loaded = new Map(['en', 'de'].map((locale) => [locale, require('./locales/' + locale)]))

exports.texts = (locale) => {
  if (!loaded.has(locale)) throw new RangeError('no such locale')
  return loaded.get(locale)
}
