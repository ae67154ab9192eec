const providers = new Map([
  ['parcel', require('./parcel')],
  ['letter', require('./letter')],
])

exports.provider = (name) => providers.get(name)
