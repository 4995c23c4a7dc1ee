// The size of type changes at once; without script the same button posts its form.
"use strict";

(() => {
  const button = document.querySelector(".preferences button");
  if (!button) return;
  const YEAR = 365 * 24 * 3600;
  button.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const size = button.value;
    document.documentElement.dataset.size = size;
    document.cookie = `size=${size}; path=/; max-age=${YEAR}; samesite=lax`;
    button.value = size === "large" ? "normal" : "large";
    button.textContent = button.value === "large" ? button.dataset.large : button.dataset.normal;
  });
})();
