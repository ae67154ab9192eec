const https = require('node:https');
const agent = require('./agent');

function capture(payment) {
  const body = JSON.stringify(payment);
  return new Promise((resolve, reject) => {
    const request = https.request(
      'https://gateway.example.net/v1/captures',
      {
        agent,
        method: 'POST',
        timeout: 10_000,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.ACQUIRER_TOKEN}` },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      },
    );
    request.on('timeout', () => request.destroy(new Error('acquirer timed out')));
    request.on('error', reject);
    request.end(body);
  });
}

module.exports = { capture };
