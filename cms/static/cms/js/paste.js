// What comes from Word: a table becomes lines, a cell after the other, and what the editor cannot keep is told.
(() => {
  const words = document.currentScript.dataset;
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, div, tr, br";

  const said = (element) => {
    element.querySelectorAll(BLOCKS).forEach((block) => block.append(" "));
    return element.textContent.replace(/\s+/g, " ").trim();
  };

  const lines = (table) =>
    [...table.rows].map((row) => [...row.cells].map(said).join(" | ")).filter((line) => line.replace(/[|\s]/g, ""));

  const replace = (page) => {
    const outer = [...page.querySelectorAll("table")].filter((table) => !table.parentElement.closest("table"));
    for (const table of outer) {
      const paragraphs = lines(table).map((line) => {
        const paragraph = page.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      });
      table.replaceWith(...paragraphs);
    }
    return outer.length;
  };

  const remove = (page, selector) => {
    const found = page.querySelectorAll(selector);
    found.forEach((element) => element.remove());
    return found.length;
  };

  const tell = (editor, sentences) => {
    let note = editor.parentElement.querySelector(":scope > [data-paste-note]");
    if (!note) {
      note = document.createElement("div");
      note.dataset.pasteNote = "";
      note.setAttribute("role", "status");
      editor.after(note);
    }
    note.className = sentences.length ? "help-block help-warning" : "";
    // A reader of the screen hears what changes in a region that is there already.
    setTimeout(() => { note.textContent = sentences.join(" "); }, 50);
  };

  document.addEventListener("paste", (event) => {
    const editor = event.target.closest?.(".Draftail-Editor");
    const html = editor && event.clipboardData?.getData("text/html");
    if (!html || event.clipboardData.types.includes("application/x-jyldyz")) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    const tables = replace(page);
    const pictures = remove(page, "img, picture, svg, video, audio, object, embed, iframe, canvas");
    const notes = remove(page, "[style*='mso-element:footnote'], [style*='mso-element:endnote'], [style*='mso-element:comment']");
    tell(editor, [tables && words.tables, pictures && words.pictures, notes && words.notes].filter(Boolean));
    if (!tables && !pictures && !notes) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData("text/html", page.body.innerHTML);
    data.setData("text/plain", page.body.innerText);
    data.setData("application/x-jyldyz", "1");
    event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, true);
})();
