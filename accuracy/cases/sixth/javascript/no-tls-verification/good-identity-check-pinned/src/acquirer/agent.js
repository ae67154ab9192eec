const https = require('node:https');
const tls = require('node:tls');

const PIN = process.env.ACQUIRER_PIN;

function checkServerIdentity(host, certificate) {
  const problem = tls.checkServerIdentity(host, certificate);
  if (problem) return problem;
  return certificate.fingerprint256 === PIN ? undefined : new Error('unexpected certificate');
}

module.exports = new https.Agent({
  keepAlive: true,
  maxSockets: 20,
  minVersion: 'TLSv1.2',
  checkServerIdentity,
});
