export async function exporterFor(format) {
  const module = await import(`./${format}.js`)
  return module.default
}
