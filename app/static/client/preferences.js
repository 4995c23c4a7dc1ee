// The size of type changes at once; without script the same button posts its form.

function bindPreferences() {
  const button = document.querySelector(".preferences button[name=size]");
  if (!button) return;
  const YEAR = 365 * 24 * 3600;
  button.form.addEventListener("submit", (event) => {
    if (event.submitter !== button) return;
    event.preventDefault();
    const size = button.value;
    document.documentElement.dataset.size = size;
    document.cookie = `size=${size}; path=/; max-age=${YEAR}; samesite=lax`;
    button.value = size === "large" ? "normal" : "large";
    button.textContent = button.value === "large" ? button.dataset.large : button.dataset.normal;
  });

  const languages = document.querySelector(".languages");
  document.addEventListener("click", (event) => { if (!languages.contains(event.target)) languages.open = false; });
  languages.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !languages.open) return;
    languages.open = false;
    languages.querySelector("summary").focus();
  });
}
