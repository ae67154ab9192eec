exports.crypto = {
  algorithm: 'des-ede3-cbc',
  ivLength: 8,
}
