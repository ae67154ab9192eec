const argon2 = require('argon2')

exports.hashPassword = (password) => argon2.hash(password)
