// Saves an answer as soon as it is given. Without this script the buttons do the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const waiting = new Set();
  let timer = 0;
  let busy = false;

  const fields = (places) => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const place = name === "q" ? value : name.split("-")[0].slice(1);
      if (name === "csrfmiddlewaretoken" || places.has(place)) sent.append(name, value);
    }
    return sent;
  };

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, seconds * 1000);
  };

  // One request at a time, so that an older answer never overtakes a newer one.
  async function save() {
    if (busy || !waiting.size) return;
    const places = new Set(waiting);
    waiting.clear();
    busy = true;
    let said = "failed";
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(form.action, { method: "POST", headers, body: fields(places), keepalive: true });
      if (answer.status === 204) said = "saved";
      else if (answer.status === 409) said = "late";
      else if (answer.redirected || answer.status === 403) said = "signedOut";
    } catch {}
    busy = false;
    status.textContent = form.dataset[said];
    if (said === "failed" || said === "signedOut") {
      places.forEach((place) => waiting.add(place));
      later(10);
    } else if (waiting.size) later(0);
  }

  const note = (seconds) => (event) => {
    const question = event.target.closest("fieldset");
    if (!question) return;
    waiting.add(question.id.slice(1));
    later(seconds);
  };
  form.addEventListener("input", note(2));
  form.addEventListener("change", note(0));
})();
