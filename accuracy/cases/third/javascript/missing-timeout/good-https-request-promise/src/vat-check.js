const https = require('node:https')

const agent = new https.Agent({ keepAlive: true, maxSockets: 10 })

function post(hostname, path, payload) {
  const body = JSON.stringify(payload)
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      path,
      agent,
      method: 'POST',
      timeout: 5000,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    }
    const request = https.request(options, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode !== 200) return reject(new Error(`The register answered ${response.statusCode}`))
        try {
          resolve(JSON.parse(text))
        } catch (error) {
          reject(error)
        }
      })
    })
    request.on('timeout', () => request.destroy(new Error('The register does not answer')))
    request.on('error', reject)
    request.end(body)
  })
}

exports.checkVat = async (country, number) => {
  const { valid, name } = await post('vat.registers.example', '/v1/check', { country, number })
  return { valid: valid === true, name: name ?? null }
}
