const EMAIL = /^[a-zA-Z0-9]+(?:[._-][a-zA-Z0-9]+)*@example\.org$/

exports.isEmail = (text) => EMAIL.test(text)
