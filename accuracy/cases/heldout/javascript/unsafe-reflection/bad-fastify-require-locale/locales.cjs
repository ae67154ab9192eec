const loaded = new Map()

exports.texts = (locale) => {
  if (!loaded.has(locale)) loaded.set(locale, require('./locales/' + locale))
  return loaded.get(locale)
}
