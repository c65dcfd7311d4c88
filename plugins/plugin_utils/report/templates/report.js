(() => {
  "use strict";
  const box = document.getElementById("search");
  const none = document.getElementById("none-found");
  const rows = [...document.querySelectorAll("table.matrix tbody tr")];
  const articles = [...document.querySelectorAll("#hosts > article")];
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map(row => plain([...row.querySelectorAll(".name, .text")].map(cell => cell.textContent).join(" ")));
  let pending = 0;

  function search() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let found = 0;
    rows.forEach((row, index) => {
      const miss = words.some(word => !texts[index].includes(word));
      if (row.hidden !== miss) row.hidden = articles[index].hidden = miss;
      found += !miss;
    });
    none.hidden = found > 0;
  }

  document.getElementById("search-line").hidden = false;
  box.addEventListener("input", () => { cancelAnimationFrame(pending); pending = requestAnimationFrame(search); });
  box.addEventListener("keydown", event => { if (event.key === "Escape") { box.value = ""; search(); } });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== box && !event.ctrlKey && !event.metaKey) { event.preventDefault(); box.focus(); }
  });
  if (box.value) search();
})();
