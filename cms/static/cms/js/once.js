// A form is sent once: a second press before the answer has come does nothing. Without this script the server sees to it.
"use strict";
(() => {
  const SECONDS = 20; // a file may be the answer, and then the page stays
  const sent = new Map();

  const mark = (form, busy) => {
    for (const button of form.elements) {
      if (button.type !== "submit") continue;
      if (busy) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  const free = (form) => {
    clearTimeout(sent.get(form));
    sent.delete(form);
    mark(form, false);
  };

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, setTimeout(free, SECONDS * 1000, form));
    mark(form, true);
  });

  // Back from the next page, the form may be sent again.
  addEventListener("pageshow", () => [...sent.keys()].forEach(free));
})();
