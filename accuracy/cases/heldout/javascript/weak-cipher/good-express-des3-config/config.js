exports.crypto = {
  algorithm: 'aes-256-gcm',
  ivLength: 12,
}
