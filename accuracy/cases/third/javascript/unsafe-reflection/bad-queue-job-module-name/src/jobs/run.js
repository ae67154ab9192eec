export async function runJob(name, input) {
  const job = await import(`./handlers/${name}.js`)
  return job.default(input)
}
