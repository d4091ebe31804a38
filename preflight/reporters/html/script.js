"use strict";
// The filter of the findings. Without this script everything is shown.
(() => {
  const filter = document.getElementById("filter");
  if (!filter) return;
  const findings = [...document.querySelectorAll(".finding")];
  const groups = [...document.querySelectorAll(".about")];
  const toggles = [...filter.querySelectorAll(".toggle")];
  const rule = document.getElementById("filter-rule");
  const status = document.getElementById("filter-status");

  const apply = () => {
    const severities = new Set(toggles.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.severity));
    let shown = 0;
    for (const one of findings) {
      one.hidden = !severities.has(one.dataset.severity) || (rule.value !== "" && one.dataset.rule !== rule.value);
      shown += one.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".finding:not([hidden])");
    status.textContent = shown === findings.length ? `all ${shown} shown` : `${shown} of ${findings.length} shown`;
  };

  const reset = () => {
    for (const one of toggles) one.setAttribute("aria-pressed", "true");
    rule.value = "";
    apply();
  };

  // What a link leads to must be there to be seen.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) reset();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };

  for (const one of toggles) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", one.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    });
  }
  rule.addEventListener("change", apply);
  document.getElementById("filter-reset").addEventListener("click", reset);
  window.addEventListener("hashchange", reveal);
  filter.hidden = false;
  apply();
  if (location.hash) reveal();
})();
