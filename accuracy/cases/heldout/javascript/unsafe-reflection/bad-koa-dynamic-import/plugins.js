export async function plugin(name) {
  return import(`./plugins/${name}.js`)
}
