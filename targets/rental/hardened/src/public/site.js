'use strict';

(function remember() {
  const holder = document.getElementById('catalogue');
  const state = holder ? JSON.parse(holder.textContent) : {};
  if (state.q) sessionStorage.setItem('lastSearch', state.q);
}());
