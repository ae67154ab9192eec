'use strict';

(function remember() {
  const state = window.catalogue || {};
  if (state.q) sessionStorage.setItem('lastSearch', state.q);
}());
