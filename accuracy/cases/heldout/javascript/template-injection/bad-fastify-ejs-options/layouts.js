const BUILT_IN = new Map([
  ['plain', '<p><%= text %></p>'],
  ['boxed', '<div class="box"><%= text %></div>'],
])
const chosen = new Map()

export const remember = (shop, layout) => chosen.size < 1000 && chosen.set(shop, layout)
export const layoutOf = (shop) => chosen.get(shop) ?? BUILT_IN.get('plain')
