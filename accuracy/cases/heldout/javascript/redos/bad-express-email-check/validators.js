const EMAIL = /^([a-zA-Z0-9]+[._-]?)+@example\.org$/

exports.isEmail = (text) => EMAIL.test(text)
