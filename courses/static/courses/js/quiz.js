// Saves an answer as soon as it is given. Without this script the buttons do the same.
"use strict";
(() => {
  const form = document.querySelector("#answers");
  const status = form.querySelector("[data-status]");
  const waiting = new Set();
  let timer, busy;

  const fields = (places) => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const place = name === "q" ? value : name.split("-")[0].slice(1);
      if (name.startsWith("csrf") || places.has(place)) sent.append(name, value);
    }
    return sent;
  };

  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, seconds * 1000);
  };

  const send = async (body) => {
    const headers = { "X-Requested-With": "fetch" };
    const answer = await fetch(form.action, { method: "POST", headers, body, keepalive: true });
    if (answer.status === 204 || (answer.status === 200 && !answer.redirected)) {
      // The next save tells by these what this page has seen.
      for (const pair of (answer.headers.get("X-Seen") || "").split(" ").filter(Boolean)) {
        const [place, seen] = pair.split(":");
        form.elements[`q${place}-seen`].value = seen;
      }
      return (await answer.text()) || "saved";
    }
    if (answer.status === 409) return "late";
    if (!answer.redirected && answer.status !== 403) return "failed";
    // Signing in again elsewhere makes this page's token void.
    const page = await (await fetch(form.action)).text();
    form.elements[0].value = /token" value="(\w+)/.exec(page)[1];
    return "signedOut";
  };

  // One at a time, so that no older answer overtakes a newer one.
  async function save() {
    if (busy || !waiting.size) return;
    const places = new Set(waiting);
    waiting.clear();
    busy = true;
    const said = await send(fields(places)).catch(() => "failed");
    busy = false;
    status.textContent = form.dataset[said] || said;
    const again = said === "failed" || said === "signedOut";
    if (again) places.forEach((place) => waiting.add(place));
    if (waiting.size) later(again ? 10 : 0);
  }

  const note = (seconds) => ({ target }) => {
    const question = target.closest("fieldset");
    if (!question) return;
    waiting.add(question.id.slice(1));
    later(seconds);
  };
  form.addEventListener("input", note(2));
  form.addEventListener("change", note(0));
})();
