export const banner = '<div class="banner"><%= text %></div>'
