const field = document.querySelector("[data-from-fragment]");
if (field) {
  field.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
