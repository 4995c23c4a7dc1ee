// Brings the cited place into view within its table, moves the focus there, and follows the reader in the contents.

function bindReport() {
  const cited = document.getElementById("cited");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = () => {
    (cited.closest("td") ?? cited).scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
    cited.focus({ preventScroll: true });
  };
  if (cited) {
    if (location.hash === "#cited") show();
    for (const link of document.querySelectorAll('a[href="#cited"]')) {
      link.addEventListener("click", (event) => { event.preventDefault(); show(); });
    }
  }

  // On a narrow screen the report comes first, and its contents when they are asked for.
  const contents = document.querySelector("details.contents");
  if (contents && matchMedia("(max-width: 64rem)").matches) contents.open = false;
  contents?.addEventListener("click", (event) => { if (event.target.closest("a") && matchMedia("(max-width: 64rem)").matches) contents.open = false; });

  const links = new Map([...document.querySelectorAll(".contents a")].map((a) => [a.hash.slice(1), a]));
  if (!("IntersectionObserver" in window)) return;
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const id of links.keys()) {
    const heading = document.getElementById(id);
    if (heading) observer.observe(heading);
  }
}
