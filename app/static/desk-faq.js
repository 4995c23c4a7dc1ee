// While an entry is typed: what it will say, what stands in the way, what is held already; and the picker at the cursor.
// Without this script the buttons of the form do the same.
(function () {
  "use strict";
  const form = document.getElementById("entry-form");
  const checked = document.getElementById("checked");
  const insert = form && form.querySelector("[data-insert]");
  if (!form || !checked || !insert) return;
  const answer = form.elements.answer;
  let timer = 0;
  let running = null;
  let visited = false;
  answer.addEventListener("focus", () => { visited = true; });

  function later() {
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  }

  async function check() {
    if (!form.elements.question.value.trim() || !answer.value.trim()) return;
    if (running) running.abort();
    running = new AbortController();
    try {
      const response = await fetch(form.dataset.check, { method: "POST", body: new FormData(form), signal: running.signal });
      if (response.ok && !response.redirected) checked.innerHTML = await response.text();
    } catch (error) {
      if (error.name !== "AbortError") checked.textContent = form.dataset.offline;
    }
  }

  function picked() {
    const value = (name) => form.elements[name].value.trim();
    const whole = value("pick_whole");
    const fact = whole ? "share " + value("pick_indicator") + "/" + whole : "fact " + value("pick_indicator");
    const parts = [value("pick_indicator") ? fact : "year"];
    if (value("pick_agency")) parts.push("agency=" + value("pick_agency"));
    if (value("pick_year")) parts.push("year=" + value("pick_year"));
    if (value("pick_indicator") && value("pick_applicant") !== "total") parts.push("applicant=" + value("pick_applicant"));
    return "{{" + parts.join(" ") + "}}";
  }

  form.addEventListener("input", (event) => {
    if (!/^(pick|source)_/.test(event.target.name)) later();
  });
  insert.addEventListener("click", (event) => {
    event.preventDefault();
    const start = visited ? answer.selectionStart : answer.value.length;
    answer.setRangeText(picked(), start, visited ? answer.selectionEnd : start, "end");
    answer.focus();
    later();
  });
})();
