"use strict";
// Every word has to be there; words in titles and headings count most.
(() => {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const root = document.body.dataset.root;
  let ready = null;

  // All texts of the site: who only reads a page does not wait for them.
  const load = () => {
    const index = document.createElement("script");
    index.src = root + "search-index.js";
    index.addEventListener("load", () => {
      ready = SECTIONS.map(([url, page, heading, text]) =>
        ({ url, page, heading, text, low: [page, heading, text].map((it) => it.toLowerCase()) }));
      show();
    });
    document.head.append(index);
  };

  const score = (section, words) => {
    let sum = 0;
    for (const word of words) {
      const [page, heading, text] = section.low;
      const at = text.indexOf(word);
      const points = (heading.includes(word) ? 8 : 0) + (page.includes(word) ? 4 : 0) + (at >= 0 ? 1 : 0);
      if (points === 0) return 0;
      sum += points;
    }
    return sum - (section.url.includes("/adr/") ? 0.5 : 0);
  };

  const excerpt = (section, word) => {
    const at = Math.max(0, section.low[2].indexOf(word) - 60);
    // Whole words at either end.
    const start = at === 0 ? 0 : section.text.indexOf(" ", at) + 1;
    const end = section.text.indexOf(" ", start + 150);
    return (start > 0 ? "… " : "") + section.text.slice(start, end < 0 ? undefined : end) + (end < 0 ? "" : " …");
  };

  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    list.hidden = words.length === 0 || ready === null;
    if (list.hidden) return;
    const hits = ready.map((section) => [score(section, words), section])
      .filter(([points]) => points > 0).sort((a, b) => b[0] - a[0]).slice(0, 20);
    for (const [, section] of hits) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const where = document.createElement("small");
      link.href = root + section.url;
      link.textContent = section.heading && section.heading !== section.page
        ? section.page + " › " + section.heading : section.page;
      where.textContent = excerpt(section, words[0]);
      link.append(where);
      item.append(link);
      list.append(item);
    }
    if (hits.length === 0) list.append(Object.assign(document.createElement("li"), { textContent: "Nothing found." }));
  };

  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
    if (event.key === "Escape") { field.value = ""; show(); field.blur(); }
    if (event.key === "Enter" && document.activeElement === field) list.querySelector("a")?.click();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("header")) list.hidden = true; });
})();
