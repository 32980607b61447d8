// The map of visits where scripts run: what the page has drawn, on ground that can be moved and brought nearer.
import "./leaflet.js";

const { L } = globalThis;
const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = new URL("./leaflet.css", import.meta.url).pathname;
// Drawn once its style sheet is there, or its parts lie over the page.
styles.addEventListener("load", () => {
  for (const place of document.querySelectorAll("[data-visit-map]")) draw(place);
});
document.head.append(styles);

function draw(place) {
  const { pins, outlines } = JSON.parse(place.dataset.visitMap);
  const at = ({ latitude, longitude }) => [latitude, longitude];
  place.replaceChildren();
  place.classList.add("keepsight-map__ground--moves");
  // No nearer than a district: what is asked of the tiles' server must not point at one house.
  const map = L.map(place, { maxZoom: 14, scrollWheelZoom: false });
  map.attributionControl.setPrefix(false);
  if (place.dataset.tiles)
    L.tileLayer(place.dataset.tiles, { attribution: escaped(place.dataset.credit ?? "") }).addTo(map);
  for (const { name, points } of outlines)
    L.polygon(points.map(at), { className: "keepsight-map__area", interactive: false })
      .bindTooltip(escaped(name), { permanent: true, direction: "center", className: "keepsight-map__label" })
      .addTo(map);
  for (const pin of pins) marker(pin, at(pin)).addTo(map);
  map.fitBounds([...pins, ...outlines.flatMap(({ points }) => points)].map(at), {
    padding: [30, 30],
    maxZoom: 13,
  });
}

/** The numbers of the visits at one place, which lead to their lines in the list. */
function marker({ numbers, label }, at) {
  const title = `${numbers.length > 1 ? "Visits" : "Visit"} ${numbers.join(", ")}`;
  const icon = L.divIcon({ className: "keepsight-map__marker", html: label, iconSize: null });
  return L.marker(at, { icon, title, alt: title }).on("click", () => {
    const row = document.getElementById(`visit-${numbers[0]}`);
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("input, a")?.focus();
  });
}

function escaped(words) {
  const line = document.createElement("span");
  line.textContent = words;
  return line.innerHTML;
}
