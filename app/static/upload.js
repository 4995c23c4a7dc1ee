// Uploading without leaving the page: files are dropped or chosen, go one by one, and say how far they are.
"use strict";

(() => {
  const form = document.querySelector("[data-upload]");
  const drop = form?.querySelector("[data-drop]");
  const input = form?.querySelector('input[type="file"]');
  const list = document.querySelector("[data-uploads]");
  if (!form || !drop || !input || !list) return;
  const title = document.querySelector("[data-uploaded-title]");
  drop.querySelector("[data-drop-hint]").hidden = false;

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("is-over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    send([...input.files]).then(() => { input.value = ""; });
  });

  async function send(files) {
    title.hidden = false;
    for (const file of files) await sendOne(file);
  }

  function sendOne(file) {
    const line = document.createElement("li");
    line.className = "uploaded";
    const name = document.createElement("strong");
    name.textContent = `${file.name} `;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", form.dataset.progress.replace("{name}", file.name));
    const state = document.createElement("span");
    line.append(name, bar, state);
    list.append(line);
    if (file.size > Number(form.dataset.most)) {
      // The server would end the connection while the file is still on its way.
      bar.remove();
      state.textContent = ` ${form.dataset.large}`;
      return Promise.resolve();
    }
    const body = new FormData(form);
    body.delete("file");
    body.append("file", file, file.name);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "script");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
        if (event.loaded === event.total) state.textContent = ` ${form.dataset.reading}`;
      });
      request.addEventListener("loadend", () => {
        if (request.status === 200) line.outerHTML = request.responseText;
        else {
          bar.remove();
          state.textContent = request.status === 413 ? ` ${form.dataset.large}` : ` ${form.dataset.failed}`;
        }
        done();
      });
      request.send(body);
    });
  }
})();
