exports.send = async (to, text) => {
  const response = await fetch(process.env.SMS_URL, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.SMS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to, text }),
    signal: AbortSignal.timeout(5000),
  })
  if (!response.ok) throw new Error(`sms answered ${response.status}`)
}
