function transform(event, integration) {
  const output = {}
  for (const [name, source] of Object.entries(integration.mapping)) {
    if (Object.hasOwn(event, source)) output[name] = event[source]
  }
  return output
}

module.exports = { transform }
